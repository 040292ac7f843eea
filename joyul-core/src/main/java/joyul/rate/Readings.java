package joyul.rate;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The values of one metric, in the order they were reported: value {@code i} was reported after scheduler step
 * {@code i}. Immutable; {@link #plus} shares storage with the original, so that appending one by one is cheap. What a
 * schedule has made of the earlier values is kept beside them, so that asking it after each value is cheap as well.
 */
public final class Readings {
    private static final Readings NONE = new Readings(new Tape(new double[8], 0), 0, 0);

    private final Tape tape;
    private final int first;
    private final int end;

    private Readings(Tape tape, int first, int end) {
        this.tape = tape;
        this.first = first;
        this.end = end;
    }

    public static Readings none() {
        return NONE;
    }

    public static Readings of(double... values) {
        return new Readings(new Tape(values.clone(), values.length), 0, values.length);
    }

    public int size() {
        return end - first;
    }

    /** The value reported after scheduler step {@code index}. */
    public double at(int index) {
        if (index < 0 || index >= size()) {
            throw new IndexOutOfBoundsException("reading " + index + " of " + size());
        }
        return tape.values[first + index];
    }

    /** These readings and one more. */
    public Readings plus(double value) {
        return new Readings(tape.written(end, value), first, end + 1);
    }

    /** The readings from scheduler step {@code steps} on, counted from there. */
    Readings skip(long steps) {
        return new Readings(tape, (int) Math.min(end, first + steps), end);
    }

    /** Where a metric stands after so many of the values (or all, if there are fewer). */
    PlateauRule.State plateau(PlateauRule rule, long count) {
        return tape.plateau(new Followed(rule, first), (int) Math.min(count, size()));
    }

    /** Whether these and the others are known to be the same before a step; equal values elsewhere may go unnoticed. */
    boolean agrees(Readings other, long step) {
        return tape == other.tape
                && first == other.first
                && (end == other.end || step <= Math.min(size(), other.size()));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Readings that
                && Arrays.equals(tape.values, first, end, that.tape.values, that.first, that.end);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(Arrays.copyOfRange(tape.values, first, end));
    }

    @Override
    public String toString() {
        return Arrays.toString(Arrays.copyOfRange(tape.values, first, end));
    }

    /** Storage that several readings share; a cell is written once, by the first to append there. */
    private static final class Tape {
        private static final int MOST_FOLLOWED = 100;

        private final double[] values;
        private final Map<Followed, PlateauRule.State> plateaus = new HashMap<>();
        private int used;

        Tape(double[] values, int used) {
            this.values = values;
            this.used = used;
        }

        synchronized Tape written(int cell, double value) {
            if (cell == used && cell < values.length) {
                values[cell] = value;
                used++;
                return this;
            }
            double[] copy = Arrays.copyOf(values, Math.max(8, 2 * cell));
            copy[cell] = value;
            return new Tape(copy, cell + 1);
        }

        synchronized PlateauRule.State plateau(Followed followed, int count) {
            PlateauRule.State state = plateaus.getOrDefault(followed, followed.rule.start());
            if (state.readings() > count) {
                state = followed.rule.start();
            }
            while (state.readings() < count) {
                state = followed.rule.next(state, values[followed.first + state.readings()]);
            }
            if (plateaus.size() >= MOST_FOLLOWED) {
                plateaus.clear();
            }
            plateaus.put(followed, state);
            return state;
        }
    }

    /** A rule that follows the values from a place on. */
    private record Followed(PlateauRule rule, int first) {}
}
