package joyul.data;

/** The inputs of a set of examples, in one flat array, row-major {@code [size, perExample]}. */
public sealed interface Features {
    /** How many examples. */
    int size();

    /** How many numbers one example has. */
    int perExample();

    /** What a stored number is multiplied by before anything else: 1/255 for bytes, 1 for floats. */
    double unit();

    /** The number at a place of the flat array, as it is stored. */
    double at(int place);

    /** A copy of the given rows, in the given order. */
    Features subset(int[] rows);

    /** A copy of these examples and, behind them, others of the same kind. */
    Features and(Features others);

    /** Unsigned bytes 0..255. */
    final class Bytes implements Features {
        private final byte[] values;
        private final int perExample;

        /** Takes the array over without a copy: it must not change afterwards. */
        public Bytes(byte[] values, int perExample) {
            Rows.check(values.length, perExample);
            this.values = values;
            this.perExample = perExample;
        }

        /** The array itself, not a copy: to read, not to change. */
        public byte[] values() {
            return values;
        }

        @Override
        public int size() {
            return values.length / perExample;
        }

        @Override
        public int perExample() {
            return perExample;
        }

        @Override
        public double unit() {
            return 1.0 / 255;
        }

        @Override
        public double at(int place) {
            return values[place] & 0xFF;
        }

        @Override
        public Bytes subset(int[] rows) {
            return new Bytes(Rows.chosen(values, perExample, rows), perExample);
        }

        @Override
        public Bytes and(Features others) {
            return new Bytes(Rows.joined(values, ((Bytes) others).values), perExample);
        }
    }

    /** Finite single-precision numbers. */
    final class Floats implements Features {
        private final float[] values;
        private final int perExample;

        /** Takes the array over without a copy: it must not change afterwards. */
        public Floats(float[] values, int perExample) {
            Rows.check(values.length, perExample);
            Rows.checkFinite("feature", values, perExample);
            this.values = values;
            this.perExample = perExample;
        }

        /** The array itself, not a copy: to read, not to change. */
        public float[] values() {
            return values;
        }

        @Override
        public int size() {
            return values.length / perExample;
        }

        @Override
        public int perExample() {
            return perExample;
        }

        @Override
        public double unit() {
            return 1;
        }

        @Override
        public double at(int place) {
            return values[place];
        }

        @Override
        public Floats subset(int[] rows) {
            return new Floats(Rows.chosen(values, perExample, rows), perExample);
        }

        @Override
        public Floats and(Features others) {
            return new Floats(Rows.joined(values, ((Floats) others).values), perExample);
        }
    }

    /**
     * Finite double-precision numbers: a table in which a column has digits that single precision does not keep, such as
     * times in milliseconds or account numbers. They are rounded once they are standardised.
     */
    final class Doubles implements Features {
        private final double[] values;
        private final int perExample;

        /** Takes the array over without a copy: it must not change afterwards. */
        public Doubles(double[] values, int perExample) {
            Rows.check(values.length, perExample);
            Rows.checkFinite("feature", values, perExample);
            this.values = values;
            this.perExample = perExample;
        }

        /** The array itself, not a copy: to read, not to change. */
        public double[] values() {
            return values;
        }

        @Override
        public int size() {
            return values.length / perExample;
        }

        @Override
        public int perExample() {
            return perExample;
        }

        @Override
        public double unit() {
            return 1;
        }

        @Override
        public double at(int place) {
            return values[place];
        }

        @Override
        public Doubles subset(int[] rows) {
            return new Doubles(Rows.chosen(values, perExample, rows), perExample);
        }

        @Override
        public Doubles and(Features others) {
            return new Doubles(Rows.joined(values, ((Doubles) others).values), perExample);
        }
    }
}
