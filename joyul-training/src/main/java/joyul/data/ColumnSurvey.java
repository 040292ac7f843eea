package joyul.data;

import org.jspecify.annotations.Nullable;

/** What the cells of one column look like: the first of each kind. */
final class ColumnSurvey {
    private final String title;
    private @Nullable Cell empty;
    private @Nullable Cell noNumber;
    private @Nullable Cell eitherPoint;
    private @Nullable Cell eitherComma;
    private boolean hasPoint;
    private boolean hasComma;
    private boolean hasText;
    private boolean hasNumber;
    private boolean holdsItsTitle;
    private int unreadable;

    /** A cell's text and its line in the file. */
    record Cell(String text, long line) {}

    ColumnSurvey(String title) {
        this.title = title;
    }

    void add(CsvRow row, int place) {
        if (row.isEmpty(place)) {
            empty = empty == null ? new Cell("", row.line()) : empty;
            unreadable++;
            return;
        }
        hasText = true;
        Notation.Sign sign = row.sign(place);
        hasNumber |= sign != Notation.Sign.NO_NUMBER;
        switch (sign) {
            case NO_NUMBER -> {
                noNumber = noNumber == null ? cell(row, place) : noNumber;
                holdsItsTitle |= row.holds(place, title);
                unreadable++;
            }
            case NONE -> {}
            case POINT_ONLY -> hasPoint = true;
            case COMMA_ONLY -> hasComma = true;
            case EITHER_POINT -> eitherPoint = eitherPoint == null ? cell(row, place) : eitherPoint;
            case EITHER_COMMA -> eitherComma = eitherComma == null ? cell(row, place) : eitherComma;
        }
    }

    private static Cell cell(CsvRow row, int place) {
        return new Cell(row.cell(place), row.line());
    }

    /** The first cell that is empty or holds no number. */
    @Nullable
    Cell unreadable() {
        if (empty == null || noNumber == null) {
            return empty == null ? noNumber : empty;
        }
        return empty.line() < noNumber.line() ? empty : noNumber;
    }

    /** How many cells are empty or hold no number. */
    int countUnreadable() {
        return unreadable;
    }

    boolean isNumeric() {
        return unreadable == 0;
    }

    /** Whether any cell holds a number. */
    boolean hasNumber() {
        return hasNumber;
    }

    /** Whether no cell holds anything. */
    boolean isEmpty() {
        return !hasText;
    }

    /** Whether the name in the first line is among the values below it: then that line may be a row. */
    boolean holdsItsTitle() {
        return holdsItsTitle;
    }

    /** Whether a cell is a number with a decimal point and nothing else. */
    boolean hasPoint() {
        return hasPoint;
    }

    /** Whether a cell is a number with a decimal comma and nothing else. */
    boolean hasComma() {
        return hasComma;
    }

    boolean hasEitherComma() {
        return eitherComma != null;
    }

    /** A cell that is one number with a decimal point and another, a thousand times apart, with a decimal comma. */
    @Nullable
    Cell either() {
        return eitherComma != null ? eitherComma : eitherPoint;
    }
}
