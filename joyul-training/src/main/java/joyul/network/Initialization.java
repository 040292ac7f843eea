package joyul.network;

import java.util.SplittableRandom;
import joyul.check.Check;
import joyul.layer.Weight;

/**
 * How weights start. Values are drawn in Java from the recipe's seed, so that they do not depend on the native library;
 * a normalization's gamma starts at one and its beta at zero whatever this says.
 */
public interface Initialization {
    /** One value of a weight matrix or kernel. */
    double weight(Weight weight, SplittableRandom random);

    /** One value of a bias. */
    default double bias(Weight bias, SplittableRandom random) {
        return 0;
    }

    /** All values of one tensor, in the order of PyTorch's shape. */
    default float[] values(Weight weight, SplittableRandom random) {
        float[] values = new float[weight.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float)
                    switch (weight.role()) {
                        case WEIGHT -> weight(weight, random);
                        case BIAS -> bias(weight, random);
                        case GAIN -> 1;
                        case SHIFT -> 0;
                    };
        }
        return values;
    }

    /** PyTorch's default for linear and convolution layers: weights and biases from U(-1/sqrt(in), 1/sqrt(in)). */
    record Torch() implements Initialization {
        @Override
        public double weight(Weight weight, SplittableRandom random) {
            double bound = 1 / Math.sqrt(weight.fanIn());
            return (2 * random.nextDouble() - 1) * bound;
        }

        @Override
        public double bias(Weight bias, SplittableRandom random) {
            return weight(bias, random);
        }
    }

    /** Glorot and Bengio 2010: normal with standard deviation sqrt(2 / (in + out)). */
    record Xavier() implements Initialization {
        @Override
        public double weight(Weight weight, SplittableRandom random) {
            return Math.sqrt(2.0 / (weight.fanIn() + weight.fanOut())) * random.nextGaussian();
        }
    }

    /** He et al. 2015: normal with standard deviation sqrt(2 / in). */
    record He() implements Initialization {
        @Override
        public double weight(Weight weight, SplittableRandom random) {
            return Math.sqrt(2.0 / weight.fanIn()) * random.nextGaussian();
        }
    }

    /** Normal with one standard deviation for all layers, as in the batch normalization paper's MNIST network. */
    record Normal(double std) implements Initialization {
        public Normal {
            Check.positive("std", std);
        }

        @Override
        public double weight(Weight weight, SplittableRandom random) {
            return std * random.nextGaussian();
        }
    }
}
