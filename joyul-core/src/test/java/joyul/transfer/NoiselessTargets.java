package joyul.transfer;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A quadratic whose gradient noise scale is known and stays the same along the way: least squares without noise on the
 * targets, x ~ N(0, I), y = w*.x. With e = w - w* the gradient is e, and the covariance of one example's gradient is
 * (|e|² I + e e'), so that tr S / |G|² = dim + 1 wherever e is; and since the Hessian is I, that is B_noise too.
 */
final class NoiselessTargets implements ShortRuns {
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
    NoiselessTargets(int dim, Transfer transfer, int steps, long study) {
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
        Arrays.fill(error, 1 / Math.sqrt(dim));
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
    }
}
