package joyul.space;

import joyul.check.Check;
import joyul.check.InputException;

/** Whole numbers {@code low, low + step, ...} up to {@code high}; a logarithmic scale starts at 1 or more, step 1. */
public record IntDomain(long low, long high, Scale scale, long step) implements Domain {
    /** Beyond it a double, in which codes are kept, skips whole numbers. */
    private static final double EXACT = 1L << 53;

    public IntDomain {
        Check.atLeast("step", step, 1);
        Check.within("low", (double) low, -EXACT, EXACT);
        Check.within("high", (double) high, -EXACT, EXACT);
        Check.atLeast("high", high, low);
        if (scale == Scale.LOG) {
            Check.atLeast("low on a logarithmic scale", low, 1);
            if (step != 1) {
                throw new InputException("step must be 1 on a logarithmic scale, but was " + step);
            }
        }
        high = low + (high - low) / step * step;
    }

    @Override
    public boolean contains(Object value) {
        if (!(value instanceof Number number)) {
            return false;
        }
        double x = number.doubleValue();
        return x == Math.rint(x) && x >= low && x <= high && ((long) x - low) % step == 0;
    }

    @Override
    public double encode(Object value) {
        return ((Number) value).doubleValue();
    }

    @Override
    public Object decode(double code) {
        return Math.round(code);
    }

    /** The nearest value of this domain. */
    public long nearest(double value) {
        long x = low + (long) Math.rint((value - low) / step) * step;
        return Math.min(Math.max(x, low), high);
    }

    @Override
    public boolean single() {
        return low == high;
    }

    @Override
    public Object at(double share) {
        return nearest(scale.between(low - step / 2.0, high + step / 2.0, share));
    }

    @Override
    public boolean sameKind(Domain other) {
        return other instanceof IntDomain that && that.scale == scale;
    }

    /** As it reads in a message: {@code [8, 64]}. */
    @Override
    public String toString() {
        String steps = step == 1 ? "" : " in steps of " + step;
        return "[" + low + ", " + high + "]" + steps + (scale == Scale.LOG ? " (log)" : "");
    }
}
