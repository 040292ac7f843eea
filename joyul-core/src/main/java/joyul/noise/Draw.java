package joyul.noise;

import joyul.check.Check;

/**
 * How the examples of a batch are drawn, which decides how far its mean gradient scatters around the true one. With S the
 * covariance of the gradients of single examples, the variance of the mean over B examples is {@code tr S * factor(B)}.
 */
public sealed interface Draw {
    /** The finite-population factor of a batch: 1/B, less what a batch drawn without replacement has seen already. */
    double factor(double batch);

    /** What {@link #factor} lacks to 1/B: 0, or one over the number of examples. */
    double seen();

    /** Each example anew from all, or from examples without end. */
    record WithReplacement() implements Draw {
        @Override
        public double factor(double batch) {
            return 1 / batch;
        }

        @Override
        public double seen() {
            return 0;
        }
    }

    /**
     * Different examples out of a fixed set, as an epoch's batches are: a batch of all of them has no noise.
     *
     * @param examples how many there are
     */
    record WithoutReplacement(int examples) implements Draw {
        public WithoutReplacement {
            Check.atLeast("examples", examples, 2);
        }

        @Override
        public double factor(double batch) {
            return 1 / batch - seen();
        }

        @Override
        public double seen() {
            return 1.0 / examples;
        }
    }
}
