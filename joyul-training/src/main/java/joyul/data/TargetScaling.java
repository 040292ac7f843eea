package joyul.data;

import joyul.check.Check;
import joyul.check.InputException;

/**
 * Mean and biased standard deviation of the training targets of a regression; a network learns {@code (target - mean) /
 * std} and its outputs are mapped back. A deviation of 0 is replaced by 1.
 */
public record TargetScaling(double mean, double std) {
    public TargetScaling {
        Check.finite("mean", mean);
        Check.positive("std", std);
    }

    /** Whether values must be kept in double precision until they are scaled, and once they are mapped back. */
    public boolean needsDouble() {
        return SinglePrecision.isTooNarrow(mean, std);
    }

    /** The scaling of a training part with real targets. */
    public static TargetScaling of(Examples train) {
        Check.atLeast("training examples", train.size(), 1);
        if (train.targets() instanceof Targets.Values targets) {
            Moments moments = Moments.of(targets.values());
            return new TargetScaling(moments.mean(), moments.std());
        }
        throw new InputException("target scaling needs real targets, but these examples have class labels");
    }
}
