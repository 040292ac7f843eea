package joyul.rate;

import joyul.check.Check;
import org.jspecify.annotations.Nullable;

/**
 * How long a run is in scheduler steps, and how many of them an epoch, an optimizer step and an example are worth: what
 * turns a {@link Length} such as {@code 30ep} or {@code 10%} into a number of steps.
 *
 * @param steps scheduler steps in the run, 1 or more
 * @param perEpoch scheduler steps per epoch; null if not known
 * @param perOptimizerStep scheduler steps per optimizer step; null if not known
 * @param perExample scheduler steps per training example; null if not known
 */
public record RunLength(
        long steps,
        @Nullable Double perEpoch,
        @Nullable Double perOptimizerStep,
        @Nullable Double perExample) {
    public RunLength {
        Check.atLeast("the number of steps", steps, 1);
    }

    /** A run of so many scheduler steps, of which nothing else is known. */
    public static RunLength of(long steps) {
        return new RunLength(steps, null, null, null);
    }

    /** A run whose scheduler steps once an epoch. */
    public static RunLength byEpoch(long epochs, long batchesPerEpoch, long batchSize) {
        double perStep = 1.0 / batchesPerEpoch;
        return new RunLength(epochs, 1.0, perStep, perStep / batchSize);
    }

    /** A run whose scheduler steps once an optimizer step. */
    public static RunLength byStep(long epochs, long batchesPerEpoch, long batchSize) {
        return new RunLength(epochs * batchesPerEpoch, (double) batchesPerEpoch, 1.0, 1.0 / batchSize);
    }

    /** Optimizer steps in an epoch of training, which skips a single example that is left over: at least 1. */
    public static long batches(long examples, long batchSize) {
        return Math.max(1, examples / batchSize + (examples % batchSize > 1 ? 1 : 0));
    }

    /** What is left of this run after so many scheduler steps, at least one. */
    RunLength after(long taken) {
        return new RunLength(Math.max(1, steps - taken), perEpoch, perOptimizerStep, perExample);
    }

    /** The first so many scheduler steps of this run, at least one. */
    RunLength first(long count) {
        return new RunLength(Math.max(1, count), perEpoch, perOptimizerStep, perExample);
    }
}
