package joyul.space;

import java.math.BigDecimal;
import joyul.check.Check;
import joyul.check.InputException;
import org.jspecify.annotations.Nullable;

/**
 * Real numbers from {@code low} to {@code high}, both included; with a step only {@code low + k * step}. As in Optuna,
 * {@code high} is lowered to the last step in decimal arithmetic, and a logarithmic scale takes no step.
 */
public record FloatDomain(
        double low, double high, Scale scale, @Nullable Double step) implements Domain {
    public FloatDomain {
        Check.finite("low", low);
        Check.finite("high", high);
        Check.that(low <= high, "high", "at least low (" + low + ")", high);
        if (scale == Scale.LOG) {
            Check.that(low > 0, "low", "above 0 on a logarithmic scale", low);
            if (step != null) {
                throw new InputException("step must be absent on a logarithmic scale, but was " + step);
            }
        }
        if (step != null) {
            Check.positive("step", step);
            high = lastStep(low, high, step);
        }
    }

    private static double lastStep(double low, double high, double step) {
        BigDecimal first = BigDecimal.valueOf(low);
        BigDecimal width = BigDecimal.valueOf(step);
        BigDecimal steps = BigDecimal.valueOf(high).subtract(first).divideToIntegralValue(width);
        return first.add(steps.multiply(width)).doubleValue();
    }

    @Override
    public boolean contains(Object value) {
        if (!(value instanceof Number number)) {
            return false;
        }
        double x = number.doubleValue();
        if (!(x >= low && x <= high)) {
            return false;
        }
        if (step == null) {
            return true;
        }
        double steps = (x - low) / step;
        return Math.abs(steps - Math.rint(steps)) < 1e-8 || x == nearest(x);
    }

    /** The nearest value of this domain; steps are counted in decimal, so that 0.1 + 2 * 0.1 is 0.3. */
    public double nearest(double value) {
        double x = value;
        if (step != null) {
            BigDecimal steps = BigDecimal.valueOf(Math.rint((value - low) / step));
            x = BigDecimal.valueOf(low)
                    .add(steps.multiply(BigDecimal.valueOf(step)))
                    .doubleValue();
        }
        return Math.min(Math.max(x, low), high);
    }

    @Override
    public double encode(Object value) {
        return ((Number) value).doubleValue();
    }

    @Override
    public Object decode(double code) {
        return code;
    }

    @Override
    public boolean single() {
        return low == high;
    }

    @Override
    public Object at(double share) {
        double half = step == null ? 0 : step / 2;
        return nearest(scale.between(low - half, high + half, share));
    }

    @Override
    public boolean sameKind(Domain other) {
        return other instanceof FloatDomain that && that.scale == scale;
    }

    /** As it reads in a message: {@code [1.0E-4, 1.0]}. */
    @Override
    public String toString() {
        String steps = step == null ? "" : " in steps of " + step;
        return "[" + low + ", " + high + "]" + steps + (scale == Scale.LOG ? " (log)" : "");
    }
}
