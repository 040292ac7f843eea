package joyul.transfer;

/** Short training runs at any batch size, by whose losses a rule is tested. */
@FunctionalInterface
public interface ShortRuns {
    /**
     * The loss along one run, at equal strides of examples: before the first, and after each of the same number of strides
     * whatever the batch size. A loss that is not finite means that the run diverged.
     *
     * @param batch examples per step; the rule under test gives the rate and all else
     * @param factor what the rule's rate is multiplied by
     * @param seed of the run
     */
    double[] losses(int batch, double factor, long seed);
}
