package joyul.data;

import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a CSV file, its encoding and its dialect found out.
 *
 * @param separator the one of comma, semicolon, tab and {@code |} that the line of names has most of, outside quotes, or
 *     that a first line {@code sep=;} names
 * @param skipped lines before the line of names: such a first line, and comments
 */
record CsvText(TableBytes bytes, Charset charset, char separator, int skipped) {
    private static final String SEPARATORS = ",;\t|";
    private static final int HEAD = 1 << 20;
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final Pattern NAMED = Pattern.compile("\"?sep=(.)\"?[,;\t| ]*", Pattern.CASE_INSENSITIVE);

    static CsvText read(Path file) {
        return of(TableBytes.of(file));
    }

    static CsvText of(String name, byte[] bytes) {
        return of(TableBytes.of(name, bytes));
    }

    private static CsvText of(TableBytes bytes) {
        Charset charset = Encoding.of(bytes);
        String head = new CsvText(bytes, charset, ',', 0).head();
        int start = 0;
        int skipped = 0;
        Matcher named = NAMED.matcher(line(head, 0));
        if (named.matches()) {
            start = next(head, 0);
            skipped = 1;
        }
        int row = firstRow(head, start);
        char separator = named.matches() ? named.group(1).charAt(0) : separator(head, row);
        int fields = count(head, row, separator);
        // A line that starts with # and has as many fields as the first that does not names the columns.
        while (row < head.length()
                && start < row
                && (isBlank(head, start) || count(head, start, separator) != fields)) {
            start = next(head, start);
            skipped++;
        }
        return new CsvText(bytes, charset, separator, skipped);
    }

    String name() {
        return bytes.name();
    }

    /** From the line of names on. */
    Reader open() throws IOException {
        PushbackReader in = new PushbackReader(Encoding.open(bytes, charset));
        int first = in.read();
        if (first >= 0 && first != BYTE_ORDER_MARK) {
            in.unread(first);
        }
        for (int left = skipped; left > 0; left--) {
            skipLine(in);
        }
        return in;
    }

    private static void skipLine(Reader in) throws IOException {
        int c = in.read();
        while (c >= 0 && c != '\n') {
            c = in.read();
        }
    }

    private String head() {
        char[] head = new char[HEAD];
        int length = 0;
        try (Reader in = open()) {
            for (int read = 0; read >= 0 && length < HEAD; length += Math.max(0, read)) {
                read = in.read(head, length, HEAD - length);
            }
        } catch (IOException e) {
            throw TableBytes.unreadable(name(), e);
        }
        return new String(head, 0, length);
    }

    /** Where the first line starts that is neither blank nor a comment. */
    private static int firstRow(String head, int start) {
        int at = start;
        while (at < head.length() && (head.charAt(at) == '#' || isBlank(head, at))) {
            at = next(head, at);
        }
        return at;
    }

    private static boolean isBlank(String head, int start) {
        int end = start;
        while (end < head.length() && head.charAt(end) != '\n' && Character.isWhitespace(head.charAt(end))) {
            end++;
        }
        return end == head.length() || head.charAt(end) == '\n';
    }

    private static String line(String head, int start) {
        int end = head.indexOf('\n', start);
        return head.substring(start, end < 0 ? head.length() : end).stripTrailing();
    }

    private static int next(String head, int start) {
        int end = head.indexOf('\n', start);
        return end < 0 ? head.length() : end + 1;
    }

    private static char separator(String head, int start) {
        char best = ',';
        int most = count(head, start, ',');
        for (char candidate : SEPARATORS.toCharArray()) {
            int count = count(head, start, candidate);
            if (count > most) {
                best = candidate;
                most = count;
            }
        }
        return best;
    }

    /** How often it stands in the line that starts here, outside quotes. */
    private static int count(String head, int start, char separator) {
        int count = 0;
        boolean quoted = false;
        for (int i = start; i < head.length() && (quoted || !isLineEnd(head.charAt(i))); i++) {
            char c = head.charAt(i);
            quoted ^= c == '"';
            count += !quoted && c == separator ? 1 : 0;
        }
        return count;
    }

    private static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }
}
