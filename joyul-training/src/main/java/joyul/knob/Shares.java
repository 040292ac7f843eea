package joyul.knob;

import joyul.check.Check;
import joyul.space.Domain;
import joyul.space.FloatDomain;
import joyul.space.Scale;

/** What knobs that take a share, from 0 to below 1, have in common. */
final class Shares {
    private Shares() {}

    static Domain between(String said, double low, double high) {
        return new FloatDomain(
                Check.below("the low end of " + said, low, 0, 1),
                Check.below("the high end of " + said, high, 0, 1),
                Scale.LINEAR,
                null);
    }

    static boolean isZero(Object value) {
        return value instanceof Number number && number.doubleValue() == 0;
    }
}
