package joyul.norm;

import joyul.check.Check;

/**
 * Iterative normalization (Huang et al. 2019): whitening by a few of Newton's iterations instead of eigenvalues. Five
 * iterations whiten what varies much and leave small eigenvalues small: with a trace of 1.86, 0.01 comes out as 0.265
 * instead of 1. The authors average the whitening matrix for inference; here the covariance is averaged and its root
 * taken once, so that precise statistics are those of the union of batches.
 *
 * @param groupSize features that are whitened together, about
 */
public record IterNorm(int iterations, int groupSize, double newestWeight, double eps) implements OverFeatures {
    public IterNorm {
        Check.atLeast("iterations", iterations, 1);
        Check.atLeast("group_size", groupSize, 2);
        Check.above("newest_weight", newestWeight, 0, 1);
        Check.positive("eps", eps);
    }

    /** The authors' settings: five iterations, 64 features. */
    public IterNorm() {
        this(5, 64, 0.1, 1e-5);
    }

    @Override
    public InverseRoot root() {
        return new NewtonRoot(iterations);
    }
}
