package joyul.data;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import joyul.check.InputException;
import joyul.check.Nearest;
import joyul.check.Quote;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file whose rows were gone through once: how many there are, and what its columns hold. The cells stay in the
 * file; what is wanted of them is read by going through it again.
 *
 * @param rows how many, without the line of names
 * @param columns in the order of the file
 * @param notes what was left out, for people
 */
record CsvTable(CsvText text, int rows, List<Column> columns, List<String> notes) {
    private static final int MOST_NAMED = 30;
    private static final int MOST_COMPARED = 10_000;

    /** A column's name, its place in a row, and what it holds. */
    record Column(String title, int place, ColumnSurvey survey) {
        /** {@code line 7, column 'age'}. */
        String at(ColumnSurvey.Cell cell) {
            return "line " + cell.line() + ", column " + Quote.of(title);
        }
    }

    static CsvTable of(CsvText text) {
        Surveyor surveyor = new Surveyor(text);
        CsvRows.forEach(text, surveyor);
        return surveyor.table();
    }

    String name() {
        return text.name();
    }

    /** The column of this name. */
    Column column(String what, String title) {
        return columns.stream()
                .filter(column -> column.title().equals(title))
                .findFirst()
                .orElseThrow(() -> new InputException(name() + ": unknown " + what + " " + Quote.of(title) + "; "
                        + Nearest.hint(
                                title,
                                columns.stream()
                                        .limit(MOST_COMPARED)
                                        .map(Column::title)
                                        .toList()) + titles()));
    }

    /** {@code columns: a, b, c}, cut off where a line would grow too long. */
    String titles() {
        String more = columns.size() > MOST_NAMED ? ", and " + (columns.size() - MOST_NAMED) + " more" : "";
        return columns.stream()
                .limit(MOST_NAMED)
                .map(column -> Quote.name(column.title()))
                .collect(Collectors.joining(", ", "columns: ", more));
    }

    /** Goes through the rows below the names. */
    void forEachRow(Consumer<CsvRow> visitor) {
        boolean[] named = new boolean[1];
        CsvRows.forEach(text, row -> {
            if (!named[0]) {
                named[0] = true;
            } else if (!Surveyor.isLeftOut(row, columns.get(columns.size() - 1).place())) {
                visitor.accept(row);
            }
        });
    }

    /**
     * How the cells of a column are read that are a number in either notation: as its other cells are; else as the column
     * was in the data trained on; else as the other columns of numbers, and commas that separate speak for a decimal
     * point; else with a decimal point, if they have points only. Null: it cannot be told.
     *
     * @param before null: there are no data that were trained on
     */
    @Nullable
    Notation notation(Column column, @Nullable Notation before) {
        ColumnSurvey survey = column.survey();
        if (survey.either() == null) {
            return Notation.POINT;
        }
        boolean point = survey.hasPoint();
        boolean comma = survey.hasComma();
        if (!point && !comma) {
            if (before != null) {
                return before;
            }
            point = text.separator() == ','
                    || columns.stream()
                            .anyMatch(c -> c.survey().isNumeric() && c.survey().hasPoint());
            comma = columns.stream()
                    .anyMatch(c -> c.survey().isNumeric() && c.survey().hasComma());
        }
        if (point != comma) {
            return point ? Notation.POINT : Notation.COMMA;
        }
        return point || survey.hasEitherComma() ? null : Notation.POINT;
    }
}
