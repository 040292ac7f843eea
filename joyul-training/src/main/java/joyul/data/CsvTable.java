package joyul.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import joyul.check.InputException;
import joyul.check.Nearest;

/**
 * The rows of a CSV file as text, every row as long as the header.
 *
 * @param name of the file, for messages
 * @param text where it comes from
 * @param header names of the columns
 * @param rows the cells, trimmed
 * @param lines the line each row starts at, counted from 1
 */
record CsvTable(String name, CsvText text, List<String> header, List<List<String>> rows, List<Long> lines) {
    private static final int MOST_NAMED = 30;
    private static final int MOST_SHOWN = 40;

    static CsvTable of(String name, CsvText text) {
        List<List<String>> rows = new ArrayList<>();
        List<Long> lines = new ArrayList<>();
        try {
            // The whole text is in memory: there is nothing to close.
            CsvReader.builder()
                    .fieldSeparator(text.separator())
                    .allowUnclosedQuote(false)
                    .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .ofCsvRecord(text.text())
                    .forEach(csv -> {
                        rows.add(cells(csv));
                        lines.add(csv.getStartingLineNumber());
                    });
        } catch (CsvParseException e) {
            throw new InputException(
                    name + ": " + e.getMessage() + "; close the quote, or double it inside a field", e);
        }
        if (rows.isEmpty()) {
            throw new InputException(name + " is empty; its first line must name the columns");
        }
        CsvTable table = new CsvTable(
                name, text, titles(rows.get(0)), rows.subList(1, rows.size()), lines.subList(1, lines.size()));
        table.checkHeader();
        table.checkRows();
        return table;
    }

    /** {@code FILE: line 7, column 'age'}. */
    String place(int row, int column) {
        return name + ": line " + lines.get(row) + ", column '" + header.get(column) + "'";
    }

    /** The column of this name. */
    int column(String what, String title) {
        int column = header.indexOf(title);
        if (column < 0) {
            throw new InputException(
                    name + ": unknown " + what + " '" + shown(title) + "'; " + Nearest.hint(title, header) + columns());
        }
        return column;
    }

    /** {@code columns: a, b, c}, cut off where a line would grow too long. */
    String columns() {
        String more = header.size() > MOST_NAMED ? ", and " + (header.size() - MOST_NAMED) + " more" : "";
        return "columns: " + header.stream().limit(MOST_NAMED).collect(Collectors.joining(", ")) + more;
    }

    /** A text of the file as a message shows it: short, and on one line. */
    static String shown(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() <= MOST_SHOWN ? line : line.substring(0, MOST_SHOWN) + "...";
    }

    /** The text of a cell, which must not be empty. */
    String cell(int row, int column) {
        String cell = rows.get(row).get(column);
        if (cell.isEmpty()) {
            throw new InputException(place(row, column) + " is empty; fill it in, or remove the row or the column");
        }
        return cell;
    }

    /** The cell as a finite number that fits single precision. */
    float number(int row, int column) {
        double value = Numbers.parse(cell(row, column), text.mayHaveDecimalComma());
        if (Double.isNaN(value)) {
            throw new InputException(place(row, column) + ": '" + shown(cell(row, column))
                    + "' is not a number; write it as a number, or remove the row or the column");
        }
        if (!Float.isFinite((float) value)) {
            throw new InputException(place(row, column) + ": " + shown(cell(row, column))
                    + " is too large for single precision (3.4e38); rescale the column");
        }
        return (float) value;
    }

    private static List<String> cells(CsvRecord csv) {
        return csv.getFields().stream().map(String::strip).toList();
    }

    /** A line break inside a name would break every message that has the name. */
    private static List<String> titles(List<String> header) {
        return header.stream().map(title -> title.replaceAll("\\s+", " ")).toList();
    }

    private void checkHeader() {
        Set<String> seen = new HashSet<>();
        boolean numbersOnly = true;
        for (int column = 0; column < header.size(); column++) {
            String title = header.get(column);
            if (title.isEmpty()) {
                throw new InputException(name + ": column " + (column + 1) + " has no name in the first line; name it");
            }
            if (!seen.add(title)) {
                throw new InputException(name + ": two columns are called '" + title + "'; rename one");
            }
            numbersOnly &= !Double.isNaN(Numbers.parse(title, text.mayHaveDecimalComma()));
        }
        if (numbersOnly) {
            throw new InputException(name + ": the first line must name the columns, but holds only numbers ("
                    + header.get(0) + ", ...); add a line of names");
        }
        if (header.size() < 2) {
            throw new InputException(name + ": only one column, '" + header.get(0)
                    + "', was found; separate columns by comma, semicolon or tab");
        }
    }

    private void checkRows() {
        for (int row = 0; row < rows.size(); row++) {
            if (rows.get(row).size() != header.size()) {
                throw new InputException(name + ": line " + lines.get(row) + " has "
                        + rows.get(row).size() + " fields, but the first line names " + header.size()
                        + " columns; quote a field that contains the separator");
            }
        }
    }
}
