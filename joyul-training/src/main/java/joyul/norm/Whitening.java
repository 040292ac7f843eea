package joyul.norm;

import joyul.check.Check;

/**
 * Full whitening of groups of features, decorrelated batch norm (Huang et al. 2018): what batch norm's section 2
 * considers and puts aside for its cost, {@code O(d^2 m)} for the covariance and {@code O(d^3)} for its root, against
 * {@code O(d m)}. For vectors. A group needs more examples than it has features, else its covariance is singular and
 * only eps keeps the root finite.
 *
 * @param groupSize features that are whitened together, about; as many as the layer has: all of them
 * @param newestWeight how much the newest batch weighs in the running averages of mean and covariance
 * @param eps added to the covariance's diagonal; larger than batch norm's, for it bounds the smallest eigenvalue
 */
public record Whitening(Axes axes, int groupSize, double newestWeight, double eps) implements OverFeatures {
    /** Which of the roots is taken: they differ by a rotation. */
    public enum Axes {
        /** Back in the features' own axes: the whitened features that are nearest to the given ones. */
        ZCA,
        /** In the axes of the principal components, which flip and change places from batch to batch. */
        PCA
    }

    public Whitening {
        Check.atLeast("group_size", groupSize, 2);
        Check.above("newest_weight", newestWeight, 0, 1);
        Check.positive("eps", eps);
    }

    /** ZCA over groups of sixteen, the paper's choice for small batches. */
    public Whitening() {
        this(Axes.ZCA, 16, 0.1, 1e-3);
    }

    @Override
    public InverseRoot root() {
        return new EigenRoot(axes == Axes.ZCA);
    }
}
