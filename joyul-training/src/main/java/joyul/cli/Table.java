package joyul.cli;

import java.util.ArrayList;
import java.util.List;

/** Rows of text in aligned columns, the first row their names. */
final class Table {
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

    /** Two spaces between columns, none at the end of a line. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                line.append(Columns.padded(row.get(column), width(column) + 2));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> Columns.of(row.get(column))).max().orElse(0);
    }
}
