package joyul.rate;

/**
 * A schedule as PyTorch computes it: the rate in force from the one before. A single schedule needs none of this, its
 * closed form is exact; {@link ChainedScheduler} and {@link SequentialLR} are made of it.
 */
interface Recurrence extends Schedule {
    /**
     * The rate in force during {@code step}, 1 or later.
     *
     * @param rate what is in force so far, whoever set it
     * @param baseRate this schedule's own base rate
     */
    default double next(double rate, double baseRate, long step, Readings readings) {
        return rate(baseRate, step, readings);
    }

    /** Whether it begins from the rate in force; one that does not sets its rate, whatever was in force. */
    default boolean isRelative() {
        return true;
    }

    /** Whether also in the middle of a sequence it begins from the rate in force, where others begin from the base. */
    default boolean continuesARate() {
        return false;
    }

    /** The base rate from which it goes on when it takes over a rate in force in the middle of a sequence. */
    default double takenOver(double rate) {
        return rate;
    }

    /**
     * The base rate of whatever PyTorch makes after it for the same optimizer.
     *
     * @param first whether it is the first that PyTorch makes for the optimizer
     */
    default double claimed(double baseRate, boolean first) {
        return baseRate;
    }
}
