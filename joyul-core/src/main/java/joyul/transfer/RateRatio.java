package joyul.transfer;

import joyul.check.Check;

/** How the learning rate follows the batch size: rate after over rate before. */
public sealed interface RateRatio {
    /** The ratio of the rates when the batch changes; going back gives the inverse. */
    double of(double from, double to);

    /** {@code (to / from)^exponent}: 1 is the linear rule, 1/2 the square root rule, 0 keeps the rate. */
    record Power(double exponent) implements RateRatio {
        public Power {
            Check.finite("exponent", exponent);
        }

        @Override
        public double of(double from, double to) {
            return Math.pow(to / from, exponent);
        }
    }

    /**
     * A ratio that was found at one K, and the power of K that leads there.
     *
     * @param k batch after over batch before, not 1
     * @param ratio rate after over rate before
     */
    record Found(double k, double ratio) implements RateRatio {
        public Found {
            Check.that(k > 0 && k != 1, "K", "positive and not 1", k);
            Check.positive("ratio of the rates", ratio);
        }

        @Override
        public double of(double from, double to) {
            return Math.pow(ratio, Math.log(to / from) / Math.log(k));
        }
    }

    /**
     * The best rate {@code lr_max / (1 + scale / B)^exponent} of a known noise scale (McCandlish et al. 2018, equation
     * 2.6): linear far below it, constant far above.
     *
     * @param scale the gradient noise scale, in examples
     * @param exponent 1 for SGD; 1/2 for Adam, which meets the square root rule where batches are small
     */
    record Noise(double scale, double exponent) implements RateRatio {
        public Noise {
            Check.positive("noise_scale", scale);
            Check.positive("exponent", exponent);
        }

        @Override
        public double of(double from, double to) {
            return Math.pow((1 + scale / from) / (1 + scale / to), exponent);
        }
    }
}
