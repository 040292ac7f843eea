package joyul.probe;

import joyul.batch.TriedSize;

/** Watches a search for a batch size, and may ask it to stop; called on the search's thread. */
public interface FindBatchObserver {
    /** An observer that looks at nothing. */
    FindBatchObserver NONE = new FindBatchObserver() {};

    /**
     * A step of the run that measures the gradient noise.
     *
     * @param samples taken so far
     */
    default void onStep(long step, long steps, int samples) {}

    /** A size that trained and evaluated. */
    default void onSize(TriedSize size) {}

    /** Asked often: true ends the search without a result. */
    default boolean stops() {
        return false;
    }
}
