package joyul.data;

/** The inputs of a set of examples, in one flat array, row-major {@code [size, perExample]}. */
public sealed interface Features {
    /** How many examples. */
    int size();

    /** How many numbers one example has. */
    int perExample();

    /** What a stored number is multiplied by before anything else: 1/255 for bytes, 1 for floats. */
    double unit();

    /** A copy of the given rows, in the given order. */
    Features subset(int[] rows);

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
        public Bytes subset(int[] rows) {
            byte[] chosen = new byte[Math.multiplyExact(rows.length, perExample)];
            for (int i = 0; i < rows.length; i++) {
                System.arraycopy(values, rows[i] * perExample, chosen, i * perExample, perExample);
            }
            return new Bytes(chosen, perExample);
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
        public Floats subset(int[] rows) {
            float[] chosen = new float[Math.multiplyExact(rows.length, perExample)];
            for (int i = 0; i < rows.length; i++) {
                System.arraycopy(values, rows[i] * perExample, chosen, i * perExample, perExample);
            }
            return new Floats(chosen, perExample);
        }
    }
}
