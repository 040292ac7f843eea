package joyul.layer;

/**
 * A kernel that normalises inference with statistics of the whole population of examples. Before an evaluation that
 * decides anything they are set in one of two ways: estimated from batches, or taken from the running averages.
 */
public interface Population {
    /** Forgets the population; the passes in {@link Pass.Mode#ESTIMATE} that follow are merged into a new one. */
    void beginEstimate();

    /** Makes the statistics merged since {@link #beginEstimate} the ones that inference uses. */
    void endEstimate();

    /** Makes the running averages the ones that inference uses. */
    void useRunningAverages();
}
