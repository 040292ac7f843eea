package joyul.data;

import java.lang.reflect.Array;
import java.util.function.IntToDoubleFunction;
import joyul.check.Check;
import joyul.check.InputException;

/** Rows of equal length, flattened into one array and checked. */
final class Rows {
    private Rows() {}

    static byte[] flat(byte[][] rows) {
        int width = rows.length == 0 ? 0 : rows[0].length;
        byte[] flat = new byte[total(rows.length, width)];
        for (int i = 0; i < rows.length; i++) {
            checkWidth(i, rows[i].length, width);
            System.arraycopy(rows[i], 0, flat, i * width, width);
        }
        return flat;
    }

    static float[] flat(float[][] rows) {
        int width = rows.length == 0 ? 0 : rows[0].length;
        float[] flat = new float[total(rows.length, width)];
        for (int i = 0; i < rows.length; i++) {
            checkWidth(i, rows[i].length, width);
            System.arraycopy(rows[i], 0, flat, i * width, width);
        }
        return flat;
    }

    /** The length of the flat array, which Java limits to 2^31 - 1. */
    static int total(int rows, int width) {
        long total = (long) rows * width;
        if (total > Integer.MAX_VALUE) {
            throw new InputException("features must be " + Integer.MAX_VALUE + " numbers or fewer, but were " + total
                    + " (" + rows + " x " + width + "); use fewer examples");
        }
        return (int) total;
    }

    static void check(int length, int perExample) {
        Check.atLeast("numbers per example", perExample, 1);
        if (length % perExample != 0) {
            throw new InputException("features must be a multiple of " + perExample + " numbers, but were " + length);
        }
    }

    /** The given rows of a flat array of any kind, in the given order. */
    static <A> A chosen(A values, int width, int[] rows) {
        A chosen = like(values, Math.multiplyExact(rows.length, width));
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(values, rows[i] * width, chosen, i * width, width);
        }
        return chosen;
    }

    /** Two flat arrays of one kind, the second behind the first. */
    static <A> A joined(A first, A second) {
        int before = Array.getLength(first);
        int behind = Array.getLength(second);
        A both = like(first, Math.addExact(before, behind));
        System.arraycopy(first, 0, both, 0, before);
        System.arraycopy(second, 0, both, before, behind);
        return both;
    }

    @SuppressWarnings("unchecked") // An array of the component type of an A is an A.
    private static <A> A like(A array, int length) {
        return (A) Array.newInstance(array.getClass().getComponentType(), length);
    }

    static void checkFinite(String what, float[] values, int width) {
        checkFinite(what, place -> values[place], values.length, width);
    }

    static void checkFinite(String what, double[] values, int width) {
        checkFinite(what, place -> values[place], values.length, width);
    }

    private static void checkFinite(String what, IntToDoubleFunction at, int length, int width) {
        for (int i = 0; i < length; i++) {
            if (!Double.isFinite(at.applyAsDouble(i))) {
                throw notFinite(what, at.applyAsDouble(i), i, width);
            }
        }
    }

    private static InputException notFinite(String what, double value, int place, int width) {
        return new InputException(what + " must be finite, but was " + value + " at row " + place / width + ", column "
                + place % width + " (counted from 0); fill or remove that row");
    }

    private static void checkWidth(int row, int length, int width) {
        if (length != width) {
            throw new InputException("every row must have as many numbers as row 0, which has " + width + ", but row "
                    + row + " has " + length);
        }
    }
}
