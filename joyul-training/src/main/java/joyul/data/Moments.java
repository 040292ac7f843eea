package joyul.data;

/** Mean and biased standard deviation, in double precision; a deviation of 0 is given as 1. */
record Moments(double mean, double std) {
    static Moments of(Features features, int channel, int channels) {
        int perChannel = features.perExample() / channels;
        if (features instanceof Features.Bytes bytes) {
            return ofBytes(bytes, channel * perChannel, perChannel);
        }
        Features.Floats floats = (Features.Floats) features;
        return ofFloats(floats.values(), floats.perExample(), channel * perChannel, perChannel);
    }

    static Moments of(float[] values) {
        return ofFloats(values, 1, 0, 1);
    }

    /** From a histogram: the counts are exact, so nothing is lost in summing millions of pixels. */
    private static Moments ofBytes(Features.Bytes bytes, int from, int length) {
        long[] counts = new long[256];
        byte[] values = bytes.values();
        int rows = bytes.size();
        int perExample = bytes.perExample();
        for (int row = 0; row < rows; row++) {
            int start = row * perExample + from;
            for (int i = start; i < start + length; i++) {
                counts[values[i] & 0xFF]++;
            }
        }
        double n = (double) rows * length;
        double sum = 0;
        for (int value = 0; value < 256; value++) {
            sum += (double) value * counts[value];
        }
        double mean = sum / n;
        double squares = 0;
        for (int value = 0; value < 256; value++) {
            squares += (value - mean) * (value - mean) * counts[value];
        }
        return of(mean * bytes.unit(), Math.sqrt(squares / n) * bytes.unit());
    }

    /** In two passes, so that a large mean does not swallow a small deviation. */
    private static Moments ofFloats(float[] values, int perExample, int from, int length) {
        int rows = values.length / perExample;
        double n = (double) rows * length;
        double sum = 0;
        for (int row = 0; row < values.length; row += perExample) {
            for (int i = row + from; i < row + from + length; i++) {
                sum += values[i];
            }
        }
        double mean = sum / n;
        double squares = 0;
        for (int row = 0; row < values.length; row += perExample) {
            for (int i = row + from; i < row + from + length; i++) {
                squares += (values[i] - mean) * (values[i] - mean);
            }
        }
        return of(mean, Math.sqrt(squares / n));
    }

    private static Moments of(double mean, double std) {
        // Rounding of the mean alone leaves a constant of 0.1 with a "deviation" of some 1e-17.
        return new Moments(mean, std > 1e-12 * Math.abs(mean) ? std : 1);
    }
}
