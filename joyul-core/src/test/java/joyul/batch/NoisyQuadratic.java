package joyul.batch;

import java.util.SplittableRandom;
<<<<<<< HEAD

/**
 * A quadratic whose gradient noise scale is known and stays the same along the way: least squares without noise on the
 * targets, x ~ N(0, I), y = w*.x. With e = w - w* the gradient is e, and the covariance of one example's gradient is
 * (|e|² I + e e'), so that tr S / |G|² = dim + 1 wherever e is; and since the Hessian is I, that is B_noise too.
 */
final class NoisyQuadratic implements ShortRuns {
    private static final int STRIDES = 8;

    private final int dim;
    private final Transfer transfer;
    private final double rate;
    private final int steps;
    private final long study;

    /**
     * A problem and a rule to test on it.
     *
     * @param steps of a run at the old batch size
     */
    NoisyQuadratic(int dim, Transfer transfer, int steps, long study) {
        this.dim = dim;
        this.transfer = transfer;
        this.rate = bestRate(dim, transfer.from());
        this.steps = steps;
        this.study = study;
    }

    /** The largest gain per step: lr_max / (1 + B_noise / B), with lr_max = 1 for the Hessian I. */
    static double bestRate(int dim, int batch) {
        return 1 / (1 + (dim + 1.0) / batch);
    }

    @Override
    public double[] losses(int batch, double factor, long seed) {
        SplittableRandom random = new SplittableRandom(study * 7919 + seed);
        double lr = new Transfer(transfer.rule(), transfer.from(), batch).rateRatio() * rate * factor;
        int count = Math.max(STRIDES, steps * transfer.from() / batch / STRIDES * STRIDES);
        double[] error = new double[dim];
        java.util.Arrays.fill(error, 1 / Math.sqrt(dim));
        double[] losses = new double[STRIDES + 1];
        losses[0] = 0.5;
        for (int step = 1; step <= count; step++) {
            double[] gradient = new double[dim];
            double[] x = new double[dim];
            for (int example = 0; example < batch; example++) {
                double residual = 0;
                for (int i = 0; i < dim; i++) {
                    x[i] = random.nextGaussian();
                    residual += x[i] * error[i];
                }
                for (int i = 0; i < dim; i++) {
                    gradient[i] += residual * x[i] / batch;
                }
            }
            double squares = 0;
            for (int i = 0; i < dim; i++) {
                error[i] -= lr * gradient[i];
                squares += error[i] * error[i];
            }
            if (step % (count / STRIDES) == 0) {
                losses[step / (count / STRIDES)] = squares / 2;
            }
        }
        return losses;
=======
import java.util.random.RandomGenerator;

/**
 * The regression whose noise scale is known: x ~ N(0, I), y = w* x + N(0, q), loss r²/2, at a distance |e| = 1 from w*.
 * Then |G|² = 1, tr S = (1 + q) dim + 1, so B_simple = dim + 1 + q dim: 21 at dim 10 and q 1.
 */
final class NoisyQuadratic implements GradientFunction {
    static final int DIMENSION = 10;
    static final double NOISE_SCALE = 21;

    private final RandomGenerator random;

    NoisyQuadratic(long seed) {
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
>>>>>>> bd1037552a4068d487da66c84f0ccde96ac7702a
    }
}
