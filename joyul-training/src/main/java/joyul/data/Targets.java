package joyul.data;

import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import joyul.check.Check;
import joyul.check.Counted;
import joyul.check.InputException;

/** What a network shall predict, one per example. */
public sealed interface Targets {
    /** How many examples. */
    int size();

    /** A copy of the given rows, in the given order. */
    Targets subset(int[] rows);

    /** Classes: numbers 0..C-1 and the C names they stand for. */
    final class Labels implements Targets {
        private final int[] values;
        private final List<String> classes;

        /** Takes the array over without a copy: it must not change afterwards. */
        public Labels(int[] values, List<String> classes) {
            Check.atLeast("number of classes", classes.size(), 2);
            if (new HashSet<>(classes).size() != classes.size()) {
                throw new InputException("class names must differ, but were " + String.join(", ", classes));
            }
            for (int i = 0; i < values.length; i++) {
                if (values[i] < 0 || values[i] >= classes.size()) {
                    throw new InputException(
                            "label " + values[i] + " at row " + i + " is out of range 0.." + (classes.size() - 1) + " ("
                                    + Counted.of(classes.size(), "class", "classes") + "; rows count from 0)");
                }
            }
            this.values = values;
            this.classes = List.copyOf(classes);
        }

        /** Classes named by their numbers: {@code 0}, {@code 1}, up to the largest label. */
        public static Labels numbered(int[] values) {
            int largest = IntStream.of(values).max().orElse(0);
            return new Labels(values, numbers(Math.max(2, largest + 1)));
        }

        static List<String> numbers(int count) {
            return IntStream.range(0, count).mapToObj(Integer::toString).toList();
        }

        /** The array itself, not a copy: to read, not to change. */
        public int[] values() {
            return values;
        }

        public List<String> classes() {
            return classes;
        }

        @Override
        public int size() {
            return values.length;
        }

        @Override
        public Labels subset(int[] rows) {
            return new Labels(IntStream.of(rows).map(row -> values[row]).toArray(), classes);
        }
    }

    /** Finite real values, for regression; in double precision, of which a scaled target keeps what single can hold. */
    final class Values implements Targets {
        private final double[] values;

        public Values(float[] values) {
            this(IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray());
        }

        /** Takes the array over without a copy: it must not change afterwards. */
        public Values(double[] values) {
            Rows.checkFinite("target", values, 1);
            this.values = values;
        }

        /** The array itself, not a copy: to read, not to change. */
        public double[] values() {
            return values;
        }

        @Override
        public int size() {
            return values.length;
        }

        @Override
        public Values subset(int[] rows) {
            return new Values(IntStream.of(rows).mapToDouble(row -> values[row]).toArray());
        }
    }
}
