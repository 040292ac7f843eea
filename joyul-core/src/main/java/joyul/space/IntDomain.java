package joyul.space;

import joyul.check.Check;
import joyul.check.InputException;

/** Whole numbers {@code low, low + step, ...} up to {@code high}; a logarithmic scale starts at 1 or more, step 1. */
public record IntDomain(long low, long high, Scale scale, long step) implements Domain {
    public IntDomain {
        Check.atLeast("step", step, 1);
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
}
