package joyul.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Commands to type, with quotes where a shell needs them. */
final class Shell {
    private Shell() {}

    static String quoted(String argument) {
        if (argument.matches("[\\p{L}\\p{N}_@%+=:,./-]+")) {
            return argument;
        }
        return argument.codePoints().anyMatch(Shell::isUnseen)
                ? "$'" + escaped(argument) + "'"
                : "'" + argument.replace("'", "'\\''") + "'";
    }

    /** As bash and zsh read it between {@code $'} and {@code '}: a terminal would obey what stands there otherwise. */
    private static String escaped(String argument) {
        StringBuilder text = new StringBuilder();
        argument.codePoints().forEach(point -> {
            if (isUnseen(point)) {
                text.append(String.format(Locale.ROOT, point > 0xffff ? "\\U%08x" : "\\u%04x", point));
            } else {
                text.append(point == '\'' || point == '\\' ? "\\" : "").appendCodePoint(point);
            }
        });
        return text.toString();
    }

    private static boolean isUnseen(int point) {
        int type = Character.getType(point);
        return Character.isISOControl(point)
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }

    static String command(String... words) {
        return Arrays.stream(words).map(Shell::quoted).collect(Collectors.joining(" "));
    }
}
