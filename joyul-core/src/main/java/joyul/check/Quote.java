package joyul.check;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Somebody's text as a message may show it: on one line, without control characters, and no longer than a reader needs.
 *
 * <p>A terminal obeys escape sequences and a log breaks at line ends, so both appear as {@code \x1b} and {@code \n};
 * characters that reorder or hide their neighbours, and halves of a surrogate pair, appear as {@code \u202e}.
 */
public final class Quote {
    /** Code points of a quoted input that are shown; the longest sensible name or number is shorter. */
    static final int QUOTED = 80;

    /** Code points of a whole message: three lists of known names. */
    static final int MESSAGE = 2_000;

    /** Taken whole and never given back, for a search that begins anew at every space is quadratic. */
    private static final Pattern SPACE = Pattern.compile("[\\s\\x85\\u2028\\u2029]++");

    private static final Pattern BREAK = Pattern.compile("\\R");

    private Quote() {}

    /** The text in single quotes, shortened: {@code 'abc…' (290000 characters)}. */
    public static String of(String text) {
        int length = text.codePointCount(0, Math.min(text.length(), 2 * QUOTED + 2));
        if (length <= QUOTED) {
            return "'" + visible(text, QUOTED) + "'";
        }
        return "'" + visible(text, QUOTED) + "…' (" + text.length() + " characters)";
    }

    /** A name from a file as a table may show it: as {@link #of}, without the quotes. */
    public static String name(String text) {
        String shown = visible(text, QUOTED);
        return text.codePointCount(0, Math.min(text.length(), 2 * QUOTED + 2)) <= QUOTED ? shown : shown + "…";
    }

    /** A whole message on one line: line breaks become spaces, other control characters visible, the end cut. */
    static String line(String message) {
        String oneLine = SPACE.matcher(message.strip()).replaceAll(Quote::unbroken);
        String shown = visible(oneLine, MESSAGE);
        return oneLine.codePointCount(0, oneLine.length()) <= MESSAGE ? shown : shown + " …";
    }

    private static String unbroken(MatchResult space) {
        String text = space.group();
        return BREAK.matcher(text).find() ? " " : text;
    }

    private static String visible(String text, int most) {
        StringBuilder shown = new StringBuilder();
        int count = 0;
        for (int i = 0; i < text.length() && count < most; count++) {
            int point = text.codePointAt(i);
            i += Character.charCount(point);
            append(shown, point);
        }
        return shown.toString();
    }

    private static void append(StringBuilder shown, int point) {
        switch (point) {
            case '\n' -> shown.append("\\n");
            case '\r' -> shown.append("\\r");
            case '\t' -> shown.append("\\t");
            default -> {
                if (point < 0x20 || (point >= 0x7f && point < 0xa0)) {
                    shown.append("\\x").append(hex(point, 2));
                } else if (isInvisible(point)) {
                    shown.append("\\u").append(hex(point, 4));
                } else {
                    shown.appendCodePoint(point);
                }
            }
        }
    }

    private static boolean isInvisible(int point) {
        return switch (Character.getType(point)) {
            case Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    private static String hex(int point, int digits) {
        String hex = Integer.toHexString(point);
        return "0".repeat(Math.max(0, digits - hex.length())) + hex;
    }
}
