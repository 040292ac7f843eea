package joyul.noise;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * The regression whose noise scale is known: x ~ N(0, I), y = w* x + N(0, q), loss r²/2, at a distance |e| = 1 from w*.
 * Then |G|² = 1, tr S = (1 + q) dim + 1, so B_simple = dim + 1 + q dim: 21 at dim 10 and q 1.
 */
final class KnownNoise implements GradientFunction {
    static final int DIMENSION = 10;
    static final double NOISE_SCALE = 21;

    private final RandomGenerator random;

    KnownNoise(long seed) {
        random = new SplittableRandom(seed);
    }

    /** Fresh examples at every call, as many as are named. */
    @Override
    public double[] at(int[] examples) {
        double[] mean = new double[DIMENSION];
        for (int example = 0; example < examples.length; example++) {
            double[] x = new double[DIMENSION];
            for (int i = 0; i < DIMENSION; i++) {
                x[i] = random.nextGaussian();
            }
            // The error e is the first unit vector.
            double residual = x[0] + random.nextGaussian();
            for (int i = 0; i < DIMENSION; i++) {
                mean[i] += residual * x[i] / examples.length;
            }
        }
        return mean;
    }

    /** One step: eight micro-batches of eight. */
    NoiseSample sample() {
        double[][] gradients = new double[8][];
        for (int i = 0; i < gradients.length; i++) {
            gradients[i] = at(new int[8]);
        }
        return NoiseSample.ofGradients(gradients, 8, new Draw.WithReplacement());
    }
}
