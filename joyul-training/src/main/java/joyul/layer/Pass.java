package joyul.layer;

/**
 * What one run through the network is for, and where in the training it stands. All that a pass draws or averages
 * follows from these values, never from earlier passes.
 *
 * @param seed decides all that is random in this pass (dropout)
 * @param step optimizer steps made before it
 * @param part which micro-batch of the step it is, counted from 0
 * @param parts micro-batches of the step
 * @param averagesAll whether running averages weigh all steps alike, rather than the newest by a fixed weight
 */
public record Pass(Mode mode, long seed, long step, int part, int parts, boolean averagesAll) {
    /** Spreads neighbouring numbers over all bits: the golden ratio's fraction, as in SplitMix64. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    public enum Mode {
        /** Normalises with the batch's statistics, moves the running ones, drops out. */
        TRAIN,
        /** Repeats a training pass, dropout included, and moves nothing. */
        REPLAY,
        /**
         * Normalises with the batch's statistics and adds them to the population's, without dropout: the population is
         * the one that inference will see.
         */
        ESTIMATE,
        /** Infers with the statistics of the batch itself. */
        BATCH,
        /** Normalises with the population's statistics. */
        INFER
    }

    public static Pass train(long seed) {
        return train(seed, 0);
    }

    public static Pass train(long seed, long step) {
        return new Pass(Mode.TRAIN, seed, step, 0, 1, false);
    }

    public static Pass estimate() {
        return estimate(0);
    }

    /** An estimate of the population after so many optimizer steps. */
    public static Pass estimate(long step) {
        return new Pass(Mode.ESTIMATE, 0, step, 0, 1, false);
    }

    /** Inference by each batch's own statistics after so many optimizer steps. */
    public static Pass batch(long step) {
        return new Pass(Mode.BATCH, 0, step, 0, 1, false);
    }

    public static Pass infer() {
        return new Pass(Mode.INFER, 0, 0, 0, 1, false);
    }

    /** This pass for one micro-batch of the step: what is random differs from part to part. */
    public Pass part(int which, int of) {
        return new Pass(mode, seed + which * SPREAD, step, which, of, averagesAll);
    }

    /** This training pass again, for its activations. */
    public Pass replay() {
        return new Pass(Mode.REPLAY, seed, step, part, parts, averagesAll);
    }

    /** This pass with running averages that weigh all steps alike. */
    public Pass averagingAll(boolean all) {
        return new Pass(mode, seed, step, part, parts, all);
    }

    /** Whether it computes what training computes: {@link Mode#TRAIN} or its repetition. */
    public boolean trains() {
        return mode == Mode.TRAIN || mode == Mode.REPLAY;
    }

    /** Whether running averages take this pass's statistics. */
    public boolean moves() {
        return mode == Mode.TRAIN;
    }
}
