package joyul.rate;

/**
 * What the plain numbers of a schedule count where nobody says it: what PyTorch's documentation steps it by, and for
 * schedules that PyTorch does not have, what its authors count.
 */
enum Counting {
    /** Nothing of its own; its parts may. */
    NOTHING,

    /** Epochs, by its lengths alone: one that is as long as the run, or whose lengths have units, counts nothing. */
    EPOCHS_BY_LENGTH,

    /** Epochs, whatever its lengths: it has a factor, a formula or a reading for each. */
    EPOCHS,

    /** Optimizer steps. */
    STEPS;

    boolean isEpochs() {
        return this == EPOCHS || this == EPOCHS_BY_LENGTH;
    }
}
