package joyul.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A line of words broken between them, so that none is wider than a terminal. Further lines stand below the first one's
 * words. A command to be copied stays whole on a line of its own, which the terminal may break but will not copy broken.
 */
final class Paragraph {
    private static final Pattern COMMAND = Pattern.compile("(?<=^|: | {2})joyul [a-z-]+( .*)?$");

    /** A bullet, or a name with its value at some distance. */
    private static final Pattern HEAD = Pattern.compile(" *(?:[-→] |\\S+(?: \\S+)* {2,})?");

    private Paragraph() {}

    /** Each of the text's lines, broken where it is too wide. */
    static String fitted(String text, int columns) {
        return Arrays.stream(text.split("\n", -1))
                .flatMap(line -> lines(line, columns).stream())
                .collect(Collectors.joining("\n"));
    }

    static List<String> lines(String line, int columns) {
        if (Columns.of(line) <= columns) {
            return List.of(line);
        }
        Matcher command = COMMAND.matcher(line);
        if (command.find()) {
            List<String> lines = new ArrayList<>();
            String before = line.substring(0, command.start()).stripTrailing();
            if (!before.isEmpty()) {
                lines.addAll(lines(before, columns));
            }
            lines.add((before.isEmpty() ? line.substring(0, command.start()) : "  ") + command.group());
            return lines;
        }
        Matcher head = HEAD.matcher(line);
        int hang = head.lookingAt() && Columns.of(head.group()) <= columns / 2 ? Columns.of(head.group()) : 0;
        return broken(line, columns, hang);
    }

    private static List<String> broken(String line, int columns, int hang) {
        List<String> lines = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        int least = hang;
        for (String word : line.split("(?<=\\S)(?= )", -1)) {
            boolean first = open.toString().isBlank();
            if (!first && Columns.of(open + word) > columns && Columns.of(open.toString()) > least) {
                lines.add(open.toString());
                open.setLength(0);
                open.append(" ".repeat(hang)).append(word.strip());
            } else {
                open.append(word);
            }
        }
        lines.add(open.toString());
        return lines;
    }
}
