package joyul.data;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import joyul.check.Counted;
import joyul.check.InputException;
import joyul.check.Quote;

/** Data from a CSV file with a line of names, one label column and otherwise numbers. */
final class CsvFile {
    /** Fewer rows leave parts of one example, from which nothing can be told. */
    private static final int FEWEST_ROWS = 10;

    private static final String USUAL_LABEL = "label";

    private CsvFile() {}

    static Data load(Path file, DataOptions options) {
        CsvTable table = CsvTable.of(CsvText.read(file));
        if (table.rows() < FEWEST_ROWS) {
            throw new InputException(file + " has " + Counted.of(table.rows(), "row", "rows") + ", but at least "
                    + FEWEST_ROWS + " are needed; add rows");
        }
        CsvTable.Column label = labelColumn(table, options);
        LabelColumn targets = LabelColumn.of(table, label, options.task());
        List<CsvTable.Column> columns = table.columns().stream()
                .filter(column -> column.place() != label.place())
                .toList();
        NumberColumns numbers = new NumberColumns(table, columns, List.of());
        Split split = options.split().orElseGet(() -> Split.standard(0));
        Data data = Examples.table(numbers.features(), targets.targets())
                .split(split)
                .named(file.toString())
                .withColumns(columns.stream().map(CsvTable.Column::title).toList(), numbers.notations());
        List<String> notes = new ArrayList<>(readNotes(table.text()));
        notes.addAll(table.notes());
        notes.addAll(numbers.notes());
        notes.add(targets.note());
        notes.addAll(rareNotes(data, columns));
        return data.noted(notes);
    }

    static Features features(Path file, List<String> names, List<Notation> before) {
        CsvTable table = CsvTable.of(CsvText.read(file));
        List<CsvTable.Column> columns =
                names.stream().map(name -> table.column("column", name)).toList();
        return new NumberColumns(table, columns, before).exact();
    }

    private static CsvTable.Column labelColumn(CsvTable table, DataOptions options) {
        if (options.label().isPresent()) {
            return table.column("label column", options.label().get());
        }
        return table.columns().stream()
                .filter(column -> column.title().equals(USUAL_LABEL))
                .findFirst()
                .orElseThrow(() -> new InputException(
                        table.name() + ": say which column is the label by withLabel(COLUMN); " + table.titles()));
    }

    private static List<String> readNotes(CsvText text) {
        List<String> notes = new ArrayList<>();
        if (!text.charset().equals(StandardCharsets.UTF_8)) {
            notes.add(text.name() + " is read as " + text.charset().displayName(Locale.ROOT)
                    + " (if names look wrong, save it as UTF-8)");
        }
        if (text.separator() != ',') {
            notes.add(text.name() + " is separated by " + separator(text.separator()));
        }
        return notes;
    }

    private static String separator(char c) {
        return switch (c) {
            case ';' -> "semicolons";
            case '\t' -> "tabs";
            default -> Quote.of(String.valueOf(c));
        };
    }

    private static List<String> rareNotes(Data data, List<CsvTable.Column> columns) {
        List<Moments> moments = Moments.of(data.train().features(), data.train().channels());
        List<String> rare = new ArrayList<>();
        for (int i = 0; i < moments.size(); i++) {
            if (moments.get(i).isNearlyConstant()) {
                rare.add(columns.get(i).title());
            }
        }
        if (rare.isEmpty()) {
            return List.of();
        }
        boolean one = rare.size() == 1;
        return List.of(
                (one ? "column " : rare.size() + " columns, ") + Quote.of(rare.get(0))
                        + (one ? " is" : " the first, are")
                        + " nearly constant (fewer than one training row in a hundred differs): scaled as if one in a hundred did");
    }
}
