package joyul.data;

import joyul.check.Check;
import joyul.check.InputException;

/**
 * An epoch cut into batches: batch i covers {@code order[start(i)] .. order[start(i) + length(i) - 1]}.
 *
 * @param examples how many examples an epoch has
 * @param batchSize examples per batch
 * @param remainder what happens to the examples that do not fill a batch
 */
public record Batches(int examples, int batchSize, Remainder remainder) {
    /** What becomes of the examples left over at the end of an epoch. */
    public enum Remainder {
        /** A short last batch (PyTorch's {@code drop_last=False}). */
        KEEP,
        /** Left out of this epoch (PyTorch's {@code drop_last=True}); another order leaves out others. */
        DROP,
        /**
         * A short last batch, unless it would be a single example, which batch normalization cannot train on (its
         * variance over one example is 0): that one is left out of this epoch. No batch exceeds the batch size.
         */
        SKIP_ONE,
        /** As {@link #SKIP_ONE}, but the single example joins the batch before it, which is one longer. */
        MERGE_ONE
    }

    public Batches {
        Check.atLeast("examples", examples, 1);
        Check.atLeast("batch size", batchSize, 1);
        if (count(examples, batchSize, remainder) == 0) {
            throw new InputException("batch size " + batchSize + " leaves no batch of " + examples + " example"
                    + (examples == 1 ? "" : "s") + "; use a smaller batch size or more examples");
        }
    }

    /** Batches with a short last one. */
    public Batches(int examples, int batchSize) {
        this(examples, batchSize, Remainder.KEEP);
    }

    /** Optimizer steps in an epoch of training, which skips a single example that is left over: at least 1. */
    public static int perEpoch(int examples, int batchSize) {
        return new Batches(examples, batchSize, Remainder.SKIP_ONE).count();
    }

    /** Batches, and so optimizer steps, per epoch. */
    public int count() {
        return count(examples, batchSize, remainder);
    }

    public int start(int batch) {
        check(batch);
        return batch * batchSize;
    }

    public int length(int batch) {
        check(batch);
        int left = examples - batch * batchSize;
        boolean takesOneMore = remainder == Remainder.MERGE_ONE && left == batchSize + 1 && batchSize > 1;
        return takesOneMore ? left : Math.min(batchSize, left);
    }

    /** The length of the longest batch: what a buffer must hold. */
    public int longest() {
        return Math.max(length(0), length(count() - 1));
    }

    private static int count(int examples, int batchSize, Remainder remainder) {
        int full = examples / batchSize;
        int left = examples % batchSize;
        return switch (remainder) {
            case KEEP -> left > 0 ? full + 1 : full;
            case DROP -> full;
            case SKIP_ONE, MERGE_ONE -> left > 1 ? full + 1 : full;
        };
    }

    private void check(int batch) {
        if (batch < 0 || batch >= count()) {
            throw new IndexOutOfBoundsException("batch " + batch + " of " + count());
        }
    }
}
