package joyul.data;

import java.util.Arrays;
import joyul.check.InputException;

/** The cells of one row in one array of characters, trimmed; the same object for every row, so that none is allocated. */
final class CsvRow {
    /** More characters or cells than any table has in a row: a file without line ends. */
    private static final int LONGEST = 1 << 25;

    private static final int MOST_CELLS = 1 << 20;

    private final String name;
    private char[] text = new char[1 << 10];
    private int[] ends = new int[1 << 6];
    private int cells;
    private long line;

    CsvRow(String name) {
        this.name = name;
    }

    void begin(long startingLine) {
        cells = 0;
        line = startingLine;
    }

    void add(char[] buffer, int offset, int length) {
        int from = offset;
        int to = offset + length;
        while (from < to && Character.isWhitespace(buffer[from])) {
            from++;
        }
        while (from < to && Character.isWhitespace(buffer[to - 1])) {
            to--;
        }
        int start = cells == 0 ? 0 : ends[cells - 1];
        if (cells == MOST_CELLS || start + (to - from) > LONGEST) {
            throw new InputException(name + ": line " + line + " has more than "
                    + (cells == MOST_CELLS ? MOST_CELLS + " fields" : LONGEST + " characters")
                    + "; check that the file is a table with line ends");
        }
        if (start + to - from > text.length) {
            text = Arrays.copyOf(text, Math.max(2 * text.length, start + to - from));
        }
        if (cells == ends.length) {
            ends = Arrays.copyOf(ends, 2 * cells);
        }
        System.arraycopy(buffer, from, text, start, to - from);
        ends[cells++] = start + to - from;
    }

    /** How many cells. */
    int size() {
        return cells;
    }

    /** The line of the file that it starts at, counted from 1. */
    long line() {
        return line;
    }

    boolean isEmpty(int cell) {
        return start(cell) == ends[cell];
    }

    String cell(int cell) {
        return new String(text, start(cell), ends[cell] - start(cell));
    }

    boolean holds(int cell, String wanted) {
        return ends[cell] - start(cell) == wanted.length() && cell(cell).equals(wanted);
    }

    boolean startsWithHash() {
        return cells > 0 && ends[0] > 0 && text[0] == '#';
    }

    Notation.Sign sign(int cell) {
        return Notation.sign(text, start(cell), ends[cell]);
    }

    /** The number, which {@link #sign} says it is. */
    double number(int cell, Notation notation) {
        return notation.parseOrOther(text, start(cell), ends[cell]);
    }

    private int start(int cell) {
        return cell == 0 ? 0 : ends[cell - 1];
    }
}
