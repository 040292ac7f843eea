package joyul.data;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import joyul.check.InputException;
import joyul.check.Quote;
import org.jspecify.annotations.Nullable;

/** Columns of a table, read as numbers; what cannot be read is said of all of them at once. */
final class NumberColumns {
    private static final int MOST_NAMED = 10;

    private final CsvTable table;
    private final List<CsvTable.Column> columns;
    private final Notation[] notations;

    /**
     * The columns, which must hold numbers only.
     *
     * @param before their notations in the data trained on; empty where there are none
     */
    NumberColumns(CsvTable table, List<CsvTable.Column> columns, List<Notation> before) {
        this.table = table;
        this.columns = columns;
        notations = new Notation[columns.size()];
        List<Wrong> wrong = new ArrayList<>();
        for (int i = 0; i < notations.length; i++) {
            CsvTable.Column column = columns.get(i);
            Notation notation = table.notation(column, before.isEmpty() ? null : before.get(i));
            notations[i] = notation == null ? Notation.POINT : notation;
            Wrong here = Wrong.in(column, notation);
            if (here != null) {
                wrong.add(here);
            }
        }
        refuse(wrong);
    }

    List<Notation> notations() {
        return List.of(notations);
    }

    /** How numbers were read that could have been others: {@code numbers like '1,234' are read as 1234}. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        int[] told =
                IntStream.range(0, notations.length).filter(this::needsTelling).toArray();
        if (told.length > 0) {
            int first = told[0];
            ColumnSurvey.Cell cell = either(columns.get(first));
            notes.add("column " + Quote.of(columns.get(first).title()) + ": " + Quote.of(cell.text()) + " is read as "
                    + text(notations[first].parse(cell.text()))
                    + (told.length > 1 ? ", and " + (told.length - 1) + " more likewise" : ""));
        }
        return notes;
    }

    /** Whether the column alone does not show how it is written, and a decimal point is not what anybody expects. */
    private boolean needsTelling(int i) {
        ColumnSurvey survey = columns.get(i).survey();
        return survey.either() != null
                && !survey.hasPoint()
                && !survey.hasComma()
                && (notations[i] == Notation.COMMA || survey.hasEitherComma());
    }

    /** The columns side by side: in single precision if it holds them, else in double. */
    Features features() {
        Narrowing[] narrowings = new Narrowing[notations.length];
        for (int i = 0; i < narrowings.length; i++) {
            narrowings[i] = new Narrowing();
        }
        float[] values = new float[Rows.total(table.rows(), notations.length)];
        int[] next = new int[1];
        forEach((row, i, value) -> {
            narrowings[i].add(value, row.line());
            values[next[0]++] = (float) value;
        });
        refuse(IntStream.range(0, narrowings.length)
                .filter(i -> narrowings[i].tooLarge > 0)
                .mapToObj(i -> new Wrong(
                        columns.get(i),
                        narrowings[i].tooLargeLine,
                        "a number is too large for single precision (3.4e38)",
                        narrowings[i].tooLarge - 1,
                        "rescale the column"))
                .toList());
        boolean loses = IntStream.range(0, narrowings.length).anyMatch(i -> narrowings[i].loses());
        return loses ? exact() : new Features.Floats(values, notations.length);
    }

    /** The columns side by side, in double precision. */
    Features.Doubles exact() {
        double[] values = new double[Rows.total(table.rows(), notations.length)];
        int[] next = new int[1];
        forEach((row, i, value) -> values[next[0]++] = value);
        return new Features.Doubles(values, notations.length);
    }

    /** Takes the numbers row by row. */
    private interface Visitor {
        void visit(CsvRow row, int column, double value);
    }

    private void forEach(Visitor visitor) {
        int[] places = columns.stream().mapToInt(CsvTable.Column::place).toArray();
        table.forEachRow(row -> {
            for (int i = 0; i < places.length; i++) {
                visitor.visit(row, i, row.number(places[i], notations[i]));
            }
        });
    }

    private void refuse(List<Wrong> wrong) {
        if (wrong.isEmpty()) {
            return;
        }
        if (wrong.size() == 1) {
            throw new InputException(table.name() + ": " + wrong.get(0).sentence());
        }
        String more = wrong.size() > MOST_NAMED ? ", and " + (wrong.size() - MOST_NAMED) + " more" : "";
        boolean anyNumber = wrong.stream().anyMatch(Wrong::hasNumber);
        throw new InputException(wrong.stream()
                .limit(MOST_NAMED)
                .map(Wrong::inShort)
                .collect(Collectors.joining(
                        ", ",
                        table.name() + ": " + wrong.size() + " columns cannot be read as numbers: ",
                        more
                                + (anyNumber
                                        ? "; mend the cells, or remove the rows or the columns"
                                        : "; none holds a number in any row: remove the columns"))));
    }

    /** What is wrong with a column, at the first of the lines where it is. */
    private record Wrong(CsvTable.Column column, long line, String what, int more, String remedy) {
        static @Nullable Wrong in(CsvTable.Column column, @Nullable Notation notation) {
            ColumnSurvey survey = column.survey();
            ColumnSurvey.Cell unreadable = survey.unreadable();
            if (unreadable != null) {
                if (!survey.hasNumber()) {
                    return new Wrong(
                            column,
                            unreadable.line(),
                            survey.isEmpty() ? "is empty" : Quote.of(unreadable.text()) + " is not a number",
                            survey.countUnreadable() - 1,
                            "no row has a number in it: remove the column, or write it as numbers");
                }
                boolean empty = unreadable.text().isEmpty();
                return new Wrong(
                        column,
                        unreadable.line(),
                        empty ? "is empty" : Quote.of(unreadable.text()) + " is not a number",
                        survey.countUnreadable() - 1,
                        (empty ? "fill it in" : "write it as a number") + ", or remove the row or the column");
            }
            if (notation != null) {
                return null;
            }
            ColumnSurvey.Cell either = either(column);
            return new Wrong(
                    column,
                    either.line(),
                    Quote.of(either.text()) + " may be " + text(Notation.POINT.parse(either.text())) + " or "
                            + text(Notation.COMMA.parse(either.text())) + ", and nothing in the column tells which",
                    0,
                    "write the column without separators of thousands, with a decimal point");
        }

        boolean hasNumber() {
            return column.survey().hasNumber();
        }

        String sentence() {
            boolean isEmpty = what.equals("is empty");
            return "line " + line + ", column " + Quote.of(column.title()) + (isEmpty ? " " : ": ") + what
                    + (more > 0 ? " (and " + more + " more)" : "") + "; " + remedy;
        }

        String inShort() {
            return Quote.of(column.title()) + " (line " + line + ": " + what
                    + (more > 0 ? ", and " + more + " more" : "") + ")";
        }
    }

    private static ColumnSurvey.Cell either(CsvTable.Column column) {
        return Objects.requireNonNull(column.survey().either());
    }

    private static String text(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    /** What rounding to single precision does to a column; mean and deviation as Welford (1962) updates them. */
    static final class Narrowing {
        private double mean;
        private double squares;
        private double error;
        private long count;
        private int tooLarge;
        private long tooLargeLine;

        void add(double value, long line) {
            float narrow = (float) value;
            if (Float.isInfinite(narrow)) {
                tooLargeLine = tooLarge == 0 ? line : tooLargeLine;
                tooLarge++;
                return;
            }
            error = Math.max(error, Math.abs(value - narrow));
            count++;
            double away = value - mean;
            mean += away / count;
            squares += away * (value - mean);
        }

        boolean loses() {
            return SinglePrecision.loses(error, squares > 0 ? Math.sqrt(squares / count) : 1);
        }
    }
}
