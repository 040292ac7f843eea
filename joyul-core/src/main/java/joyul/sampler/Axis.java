package joyul.sampler;

import java.util.function.DoubleUnaryOperator;
import joyul.check.Check;
import joyul.space.Domain;
import joyul.space.FloatDomain;
import joyul.space.IntDomain;
import joyul.space.Scale;

/**
 * The line on which a numeric domain's kernels live: its values, or their logarithms.
 *
 * @param half half a step, 0 where the domain has none; a value stands for all within half a step of it
 */
record Axis(double low, double high, double half, Scale scale, DoubleUnaryOperator nearest) {
    Axis {
        // A foreign study may have a range of all doubles.
        Check.finite("the width of a searched range", high - low);
    }

    static Axis of(Domain domain) {
        if (domain instanceof FloatDomain floats) {
            Double step = floats.step();
            return new Axis(floats.low(), floats.high(), step == null ? 0 : step / 2, floats.scale(), floats::nearest);
        }
        if (domain instanceof IntDomain ints) {
            return new Axis((double) ints.low(), (double) ints.high(), ints.step() / 2.0, ints.scale(), ints::nearest);
        }
        throw new IllegalArgumentException("not a numeric domain: " + domain);
    }

    /** Where a value lies on this line. */
    double position(double value) {
        return scale == Scale.LOG ? Math.log(value) : value;
    }

    /** The value of the domain nearest to a position. */
    double value(double position) {
        return nearest.applyAsDouble(scale == Scale.LOG ? Math.exp(position) : position);
    }

    double start() {
        return position(low - half);
    }

    double end() {
        return position(high + half);
    }

    double width() {
        return end() - start();
    }
}
