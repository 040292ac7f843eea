package joyul.layer;

/**
 * What one run through the network is for.
 *
 * @param seed decides all that is random in this pass (dropout)
 */
public record Pass(Mode mode, long seed) {
    public enum Mode {
        /** Normalises with the batch's statistics, moves the running ones, drops out. */
        TRAIN,
        /**
         * Normalises with the batch's statistics and adds them to the population's, without dropout: the population is
         * the one that inference will see.
         */
        ESTIMATE,
        /** Normalises with the population's statistics. */
        INFER
    }

    public static Pass train(long seed) {
        return new Pass(Mode.TRAIN, seed);
    }

    public static Pass estimate() {
        return new Pass(Mode.ESTIMATE, 0);
    }

    public static Pass infer() {
        return new Pass(Mode.INFER, 0);
    }

    public boolean trains() {
        return mode == Mode.TRAIN;
    }
}
