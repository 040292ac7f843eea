package joyul.data;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
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
        int[] columns = IntStream.range(0, table.header().size())
                .filter(c -> c != label)
                .toArray();
        return Examples.table(features(table, columns), column.targets())
                .split(split)
                .named(file.toString())
                .withColumns(IntStream.of(columns).mapToObj(table.header()::get).toList())
                .noted(notes);
    }

    static Features features(Path file, List<String> names) {
        CsvTable table = CsvTable.of(file.toString(), CsvText.read(file));
        int[] columns =
                names.stream().mapToInt(name -> table.column("column", name)).toArray();
        return features(table, columns);
    }

    private static int labelColumn(CsvTable table, DataOptions options) {
        if (options.label().isPresent()) {
            return table.column("label column", options.label().get());
        }
        int usual = table.header().indexOf(USUAL_LABEL);
        if (usual < 0) {
            throw new InputException(
                    table.name() + ": say which column is the label (--label COLUMN); " + table.columns());
        }
        return usual;
    }

    private static Features features(CsvTable table, int[] columns) {
        int rows = table.rows().size();
        float[] values = new float[Rows.total(rows, columns.length)];
        int next = 0;
        for (int row = 0; row < rows; row++) {
            for (int column : columns) {
                values[next++] = table.number(row, column);
            }
        }
        return new Features.Floats(values, columns.length);
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
