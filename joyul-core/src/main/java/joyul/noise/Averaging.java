package joyul.noise;

import java.util.Arrays;
import joyul.check.Check;

/** How samples taken one after the other are averaged, in numerator and denominator alike. */
public sealed interface Averaging {
    /** The weights of so many samples, oldest first; they sum to 1. */
    double[] weights(int samples);

    /** All samples weigh the same. */
    record Plain() implements Averaging {
        @Override
        public double[] weights(int samples) {
            return new Window(Math.max(1, samples)).weights(samples);
        }
    }

    /**
     * The latest samples weigh the same, older ones nothing.
     *
     * @param size how many
     */
    record Window(int size) implements Averaging {
        public Window {
            Check.atLeast("size", size, 1);
        }

        @Override
        public double[] weights(int samples) {
            double[] weights = new double[samples];
            int from = Math.max(0, samples - size);
            Arrays.fill(weights, from, samples, 1.0 / (samples - from));
            return weights;
        }
    }

    /**
     * An exponential moving average without its bias towards the start.
     *
     * @param newestWeight how much the newest sample weighs once there are many
     */
    record Exponential(double newestWeight) implements Averaging {
        public Exponential {
            Check.above("newest_weight", newestWeight, 0, 1);
        }

        @Override
        public double[] weights(int samples) {
            double[] weights = new double[samples];
            double weight = newestWeight / (1 - Math.pow(1 - newestWeight, samples));
            for (int i = samples - 1; i >= 0; i--) {
                weights[i] = weight;
                weight *= 1 - newestWeight;
            }
            return weights;
        }
    }
}
