package joyul.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows of text in aligned columns, the first row their names. Where a terminal is too narrow for all columns, they stand
 * in blocks below each other that all begin with the first column, and long texts are broken.
 */
final class Table {
    /** Spaces between columns. */
    private static final int GAP = 2;

    /** A text that is broken into lines keeps this many columns at least. */
    private static final int NARROWEST = 16;

    private final List<List<String>> rows = new ArrayList<>();

    Table(String... names) {
        row(names);
    }

    Table row(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    /** How many rows there are below the names. */
    int rows() {
        return rows.size() - 1;
    }

    /** The whole table, however wide. */
    String text() {
        return text(Integer.MAX_VALUE);
    }

    /** The table within so many columns. */
    String text(int columns) {
        int first = Math.min(width(0), Math.max(NARROWEST, columns / 2));
        StringBuilder text = new StringBuilder();
        int from = 1;
        int count = rows.get(0).size();
        do {
            List<Integer> widths = new ArrayList<>(List.of(first));
            int left = columns - first;
            int to = from;
            while (to < count) {
                int room = left - GAP;
                boolean fits = width(to) <= room;
                // A text that fits nowhere is broken in what room there is; other columns go on in the next block.
                boolean broken = !fits && room >= NARROWEST && (to == from || width(to) > columns - first - GAP);
                if (!fits && !broken && to > from) {
                    break;
                }
                widths.add(fits ? width(to) : Math.max(NARROWEST, room));
                left = room - widths.get(widths.size() - 1);
                to++;
            }
            text.append(text.isEmpty() ? "" : "\n").append(block(from, to, widths));
            from = to;
        } while (from < count);
        return text.toString();
    }

    private String block(int from, int to, List<Integer> widths) {
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            List<List<String>> cells = new ArrayList<>();
            cells.add(lines(row.get(0), widths.get(0)));
            IntStream.range(from, to)
                    .forEach(column -> cells.add(lines(row.get(column), widths.get(column - from + 1))));
            int height = cells.stream().mapToInt(List::size).max().orElse(1);
            for (int line = 0; line < height; line++) {
                StringBuilder shown = new StringBuilder();
                for (int i = 0; i < cells.size(); i++) {
                    String part = line < cells.get(i).size() ? cells.get(i).get(line) : "";
                    shown.append(Columns.padded(part, widths.get(i) + GAP));
                }
                text.append(shown.toString().stripTrailing()).append('\n');
            }
        }
        return text.toString();
    }

    /** A cell between words, and within a word that is too wide alone. */
    private static List<String> lines(String cell, int columns) {
        List<String> lines = new ArrayList<>();
        for (String line : Paragraph.lines(cell, columns)) {
            String rest = line;
            while (Columns.of(rest) > columns) {
                String cut = Columns.cut(rest, columns);
                lines.add(cut);
                rest = rest.substring(cut.length());
            }
            lines.add(rest);
        }
        return lines;
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> Columns.of(row.get(column))).max().orElse(0);
    }
}
