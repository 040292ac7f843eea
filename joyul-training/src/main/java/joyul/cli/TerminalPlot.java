package joyul.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import joyul.rate.RateTable;

/** Curves drawn with letters, for a terminal or a mail. */
final class TerminalPlot {
    private static final int WIDEST = 64;
    private static final int NARROWEST = 20;

    /** Columns that the labels beside the curves take. */
    private static final int LABELS = 12;

    private static final int HEIGHT = 16;
    private static final String MARKS = "*o+x#@%&";

    private TerminalPlot() {}

    /**
     * The curves over each other, with a legend if there are several.
     *
     * @param names of the curves, for the legend
     * @param columns that all of it may take
     */
    static String of(RateTable table, List<String> names, int columns) {
        int width = Math.max(NARROWEST, Math.min(WIDEST, columns - LABELS));
        double high = table.columns().stream()
                .flatMap(List::stream)
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(0);
        double top = high > 0 ? high : 1;
        char[][] canvas = new char[HEIGHT][width];
        Arrays.stream(canvas).forEach(row -> Arrays.fill(row, ' '));
        for (int i = table.columns().size() - 1; i >= 0; i--) {
            draw(table.columns().get(i), top, MARKS.charAt(i % MARKS.length()), canvas);
        }
        return framed(canvas, top, table.size()) + legend(names);
    }

    private static void draw(List<Double> values, double top, char mark, char[][] canvas) {
        int before = -1;
        for (int column = 0; column < canvas[0].length; column++) {
            int step = (int) Math.round((double) column * (values.size() - 1) / (canvas[0].length - 1));
            double height = Math.max(0, values.get(step)) / top;
            int row = HEIGHT - 1 - (int) Math.round(height * (HEIGHT - 1));
            int from = before < 0 ? row : before < row ? before + 1 : before > row ? before - 1 : row;
            for (int at = Math.min(from, row); at <= Math.max(from, row); at++) {
                canvas[at][column] = mark;
            }
            before = row;
        }
    }

    private static String framed(char[][] canvas, double top, int steps) {
        List<String> labels = new ArrayList<>();
        for (int row = 0; row < HEIGHT; row++) {
            boolean labelled = row % 5 == 0;
            labels.add(labelled ? Figures.number(top * (HEIGHT - 1 - row) / (HEIGHT - 1)) : "");
        }
        int wide = labels.stream().mapToInt(String::length).max().orElse(0);
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < HEIGHT; row++) {
            String label = labels.get(row);
            String line = " ".repeat(wide - label.length())
                    + label
                    + (label.isEmpty() ? " |" : " +")
                    + new String(canvas[row]);
            text.append(line.stripTrailing()).append('\n');
        }
        String last = Integer.toString(steps - 1);
        text.append(" ".repeat(wide))
                .append(" +")
                .append("-".repeat(canvas[0].length))
                .append('\n');
        text.append(" ".repeat(wide + 2))
                .append('0')
                .append(" ".repeat(Math.max(1, canvas[0].length - 1 - last.length())));
        return text.append(last).append('\n').toString();
    }

    private static String legend(List<String> names) {
        if (names.size() < 2) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            text.append(MARKS.charAt(i % MARKS.length()))
                    .append("  ")
                    .append(names.get(i))
                    .append('\n');
        }
        return text.toString();
    }
}
