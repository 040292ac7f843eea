package joyul.data;

/**
 * When single precision holds a column: it keeps 24 bits of a number, so where the numbers are large beside their
 * deviation, the bits go into what all of them have in common and none is left for what tells them apart.
 */
final class SinglePrecision {
    /** The most that rounding may move a number, in deviations: less than any network notices. */
    private static final double MOST_LOST = 0x1p-14;

    /** Means beyond this many deviations: scaling in single precision is then off by 1/4096 of one and more. */
    private static final double FAR = 0x1p12;

    /** Beyond it the reciprocal of a deviation is no ordinary float. */
    private static final double LARGEST = 1e30;

    private SinglePrecision() {}

    /** Whether numbers with this mean and deviation must be scaled in double precision. */
    static boolean isTooNarrow(double mean, double std) {
        return Math.abs(mean) > FAR * std || std > LARGEST || std < 1 / LARGEST;
    }

    /**
     * Whether a column must be kept in double precision.
     *
     * @param error the most that rounding to single precision moves one of its numbers
     */
    static boolean loses(double error, double std) {
        return error > MOST_LOST * std || std < 1 / LARGEST;
    }
}
