package joyul.rate;

import joyul.check.InputException;

/**
 * Gives the learning rate in force during a scheduler step; a pure function, so that it can be previewed, resumed and
 * shared between threads. What a scheduler step is (an epoch or an optimizer step) is decided by whoever counts them.
 */
@FunctionalInterface
public interface Schedule {
    /**
     * The rate in force during {@code step}.
     *
     * @param baseRate the rate before any scheduling, 0 or more
     * @param step the scheduler step, counted from 0
     * @param readings the metric values reported so far; only those reported before {@code step} began count
     * @throws InputException if a length that depends on the run is still open (see {@link #resolved}), or if the
     *     schedule has no value at this step
     */
    double rate(double baseRate, long step, Readings readings);

    /**
     * This schedule for a run of so many scheduler steps: every {@link Length} that was given as a share of the run is
     * now a count. A schedule without such lengths is its own answer.
     */
    default Schedule resolved(long totalSteps) {
        return this;
    }

    /** The schedule that warms up first and then follows this one from its step 0. */
    default Schedule after(Warmup warmup) {
        return warmup.then(this);
    }
}
