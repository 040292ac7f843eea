package joyul.transfer;

import joyul.check.InputException;

/**
 * How one value follows when the batch becomes K times as large and the learning rate r times as large. Each law undoes
 * itself: with 1/K and 1/r it gives the first value back.
 */
public enum Law {
    KEEP("kept") {
        @Override
        double apply(double value, double k, double r) {
            return value;
        }
    },
    /** The learning rate itself, and whatever is a rate. */
    WITH_RATE("x r, as the rule says") {
        @Override
        double apply(double value, double k, double r) {
            return value * r;
        }
    },
    /**
     * Weight decay that acts through the rate: what an epoch takes away, rate x decay x steps, stays (arXiv 2405.13698).
     */
    PER_EPOCH("x K / r, so that an epoch decays the weights as much as before") {
        @Override
        double apply(double value, double k, double r) {
            return value * (k / r);
        }
    },
    /** A decay rate b near 1, in the limit of small steps (Malladi et al. 2022): 1 - b becomes K (1 - b). */
    COMPLEMENT("1 - K (1 - b), so that it averages over as many examples") {
        @Override
        double apply(double value, double k, double r) {
            double complement = k * (1 - value);
            // 1 - 0.9 is a little below a tenth, and ten times that a little below 1.
            if (complement >= 1 - 1e-9) {
                throw new InputException("K (1 - beta) must be below 1 by the square root rule, but is "
                        + Shown.number(k) + " x (1 - " + Shown.number(value) + ") = " + Shown.number(complement)
                        + "; take a smaller step, or the rule noise_scale or measured");
            }
            return 1 - complement;
        }
    },
    OVER_ROOT("/ sqrt K") {
        @Override
        double apply(double value, double k, double r) {
            return value / Math.sqrt(k);
        }
    },
    /** The weight w of the newest batch in an average: 1 - w is kept once per K of the old batches. */
    NEWEST("1 - (1 - w)^K, so that the average covers as many examples") {
        @Override
        double apply(double value, double k, double r) {
            return -Math.expm1(k * Math.log1p(-value));
        }
    },
    /** A factor at every step: K old steps are one new one (Busbridge et al. 2023). */
    POWER("to the power K, so that it acts over as many examples") {
        @Override
        double apply(double value, double k, double r) {
            return Math.pow(value, k);
        }
    },
    OVER_K("/ K, so that it covers as many examples") {
        @Override
        double apply(double value, double k, double r) {
            return value / k;
        }
    };

    private final String text;

    Law(String text) {
        this.text = text;
    }

    /** What it does, in words. */
    public String text() {
        return text;
    }

    /** The value after the batch became k times as large and the rate r times. */
    abstract double apply(double value, double k, double r);
}
