package joyul.data;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import joyul.check.Check;
import joyul.check.InputException;

/** Data from a CSV file with a header line, one label column and otherwise numbers. */
final class CsvFile {
    /** Fewer rows leave parts of one example, from which nothing can be told. */
    private static final int FEWEST_ROWS = 10;

    private static final String USUAL_LABEL = "label";

    private CsvFile() {}

    static Data load(Path file, DataOptions options) {
        CsvText text = CsvText.read(file);
        CsvTable table = CsvTable.of(file.toString(), text);
        int rows = table.rows().size();
        if (rows < FEWEST_ROWS) {
            throw new InputException(
                    file + " has " + rows + " rows, but at least " + FEWEST_ROWS + " are needed; add rows");
        }
        int label = labelColumn(table, options);
        LabelColumn column = LabelColumn.of(table, label, options.task());
        Split split = options.split().orElseGet(() -> Split.standard(0));
        List<String> notes = new ArrayList<>(readNotes(table.name(), text));
        notes.add(column.note());
        return Examples.table(features(table, label), column.targets())
                .split(split)
                .named(file.toString())
                .noted(notes);
    }

    private static int labelColumn(CsvTable table, DataOptions options) {
        String name = options.label().orElse(USUAL_LABEL);
        int column = table.header().indexOf(name);
        if (column >= 0) {
            return column;
        }
        if (options.label().isEmpty()) {
            throw new InputException(table.name() + ": say which column is the label (--label COLUMN); columns: "
                    + String.join(", ", table.header()));
        }
        throw new InputException(table.name() + ": "
                + Check.unknown("label column", name, table.header()).getMessage());
    }

    private static Features features(CsvTable table, int label) {
        int width = table.header().size() - 1;
        int rows = table.rows().size();
        float[] values = new float[Rows.total(rows, width)];
        int next = 0;
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column <= width; column++) {
                if (column != label) {
                    values[next++] = table.number(row, column);
                }
            }
        }
        return new Features.Floats(values, width);
    }

    private static List<String> readNotes(String name, CsvText text) {
        List<String> notes = new ArrayList<>();
        if (!text.charset().equals(StandardCharsets.UTF_8)) {
            notes.add(name + " is read as " + text.charset().displayName(Locale.ROOT));
        }
        if (text.separator() != ',') {
            notes.add(name + " is separated by " + (text.separator() == ';' ? "semicolons" : "tabs"));
        }
        return notes;
    }
}
