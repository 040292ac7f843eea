package joyul.train;

/**
 * The plain rule that a run has diverged: a loss that is not finite, or a mean of the latest 20 losses above a multiple of
 * the first loss. What the loss cannot fall below (label smoothing's floor) is subtracted on both sides.
 *
 * @param multiple above 1
 * @param floor the least that the loss can be
 */
record Divergence(double multiple, double floor) {
    /** Whether the run has diverged with the latest of these losses. */
    boolean diverged(LossWindow losses) {
        if (!Double.isFinite(losses.newest())) {
            return true;
        }
        return losses.isFull() && losses.mean() - floor > multiple * (losses.first() - floor);
    }
}
