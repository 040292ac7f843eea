package joyul.data;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import joyul.check.Counted;
import joyul.check.InputException;
import joyul.check.Quote;

/** Goes through the rows of a CSV file and notes what its columns hold; refuses what is no table. */
final class Surveyor implements Consumer<CsvRow> {
    private final CsvText text;
    private final List<CsvTable.Column> columns = new ArrayList<>();
    private int rows;

    Surveyor(CsvText text) {
        this.text = text;
    }

    /** A blank line, or a comment below the names. */
    static boolean isLeftOut(CsvRow row, int lastPlace) {
        return row.size() == 1 && lastPlace > 0 && (row.isEmpty(0) || row.startsWithHash());
    }

    @Override
    public void accept(CsvRow row) {
        if (columns.isEmpty()) {
            for (int place = 0; place < row.size(); place++) {
                // A line break inside a name would break every message that has the name.
                String title = row.cell(place).replaceAll("\\s+", " ");
                columns.add(new CsvTable.Column(title, place, new ColumnSurvey(title)));
            }
            checkNames(columns);
        } else if (!isLeftOut(row, columns.size() - 1)) {
            checkLength(row);
            rows++;
            for (CsvTable.Column column : columns) {
                column.survey().add(row, column.place());
            }
        }
    }

    /** What was seen, once the last row was shown. */
    CsvTable table() {
        if (columns.isEmpty()) {
            throw new InputException(text.name() + " is empty; its first line must name the columns");
        }
        checkFirstLine();
        List<String> notes = new ArrayList<>();
        List<CsvTable.Column> named = new ArrayList<>(columns);
        while (isUnnamed(named, named.size() - 1)
                && named.get(named.size() - 1).survey().isEmpty()) {
            named.remove(named.size() - 1);
        }
        if (isUnnamed(named, 0)) {
            named.remove(0);
            notes.add(text.name() + ": the first column has no name and is left out, as the numbers of the rows that"
                    + " pandas and R write");
        }
        for (CsvTable.Column column : named) {
            if (column.title().isEmpty()) {
                throw new InputException(
                        text.name() + ": column " + (column.place() + 1) + " has no name in the first line; name it");
            }
        }
        if (named.size() < 2) {
            throw onlyOne(named.get(0));
        }
        return new CsvTable(text, rows, List.copyOf(named), notes);
    }

    private static boolean isUnnamed(List<CsvTable.Column> columns, int index) {
        return columns.size() > 1 && columns.get(index).title().isEmpty();
    }

    private void checkNames(List<CsvTable.Column> all) {
        Set<String> seen = new HashSet<>();
        for (CsvTable.Column column : all) {
            String title = column.title();
            if (!title.isEmpty() && !seen.add(title) && !isNumber(title)) {
                throw new InputException(text.name() + ": two columns are called " + Quote.of(title) + "; rename one");
            }
        }
        if (all.size() < 2) {
            throw onlyOne(all.get(0));
        }
    }

    private InputException onlyOne(CsvTable.Column column) {
        return new InputException(text.name() + ": only one column, " + Quote.of(column.title())
                + ", was found; separate columns by comma, semicolon, tab or |");
    }

    /** Numbers may be names, as those of pixels; numbers beside a text that is also a value below it are a row. */
    private void checkFirstLine() {
        List<CsvTable.Column> numbers =
                columns.stream().filter(column -> isNumber(column.title())).toList();
        List<CsvTable.Column> texts =
                columns.stream().filter(column -> !isNumber(column.title())).toList();
        if (texts.isEmpty()) {
            throw new InputException(text.name() + ": the first line must name the columns, but holds only numbers ("
                    + numbers.get(0).title() + ", ...); add a line of names");
        }
        boolean isRow = texts.stream().allMatch(column -> column.survey().holdsItsTitle());
        if (!numbers.isEmpty() && isRow) {
            throw new InputException(text.name() + ": the first line must name the columns, but looks like a row ("
                    + Quote.name(numbers.get(0).title()) + ", ..., "
                    + Quote.name(texts.get(texts.size() - 1).title()) + "); add a line of names");
        }
        Set<String> seen = new HashSet<>();
        for (CsvTable.Column column : numbers) {
            if (!seen.add(column.title())) {
                throw new InputException(
                        text.name() + ": two columns are called " + Quote.of(column.title()) + "; rename one");
            }
        }
    }

    private static boolean isNumber(String title) {
        return !Double.isNaN(Notation.POINT.parse(title)) || !Double.isNaN(Notation.COMMA.parse(title));
    }

    /** Separators at the end of a row, with nothing behind them, add no field. */
    private void checkLength(CsvRow row) {
        int size = row.size();
        while (size > columns.size() && row.isEmpty(size - 1)) {
            size--;
        }
        if (size != columns.size()) {
            throw new InputException(text.name() + ": line " + row.line() + " has "
                    + Counted.of(size, "field", "fields") + ", but the first line names "
                    + Counted.of(columns.size(), "column", "columns") + "; quote a field that contains the separator");
        }
    }
}
