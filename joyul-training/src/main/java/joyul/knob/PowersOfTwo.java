package joyul.knob;

import joyul.check.Check;
import joyul.space.Domain;
import joyul.space.IntDomain;
import joyul.space.Scale;

/**
 * Sizes that double, searched by their logarithm to base 2, so that a normalization batch always divides its batch.
 */
final class PowersOfTwo {
    private PowersOfTwo() {}

    static Domain between(String said, double low, double high) {
        return new IntDomain(
                exponent("the low end of " + said, low), exponent("the high end of " + said, high), Scale.LINEAR, 1);
    }

    /** The exponent of a size that was given, as the study writes it. */
    static Object held(String said, Object size) {
        return (long) exponent(said, Given.number(said, size));
    }

    private static int exponent(String said, double size) {
        int exponent = log2((int) size);
        Check.that(size == 1L << exponent, said, "a power of two in a tune", size);
        return exponent;
    }

    static int log2(int value) {
        return 31 - Integer.numberOfLeadingZeros(Math.max(1, value));
    }

    static int size(Object exponent) {
        return 1 << ((Number) exponent).intValue();
    }
}
