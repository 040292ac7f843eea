package joyul.recipe;

/** When the scheduler steps, and what it reads: the validation loss after an epoch, or the batch's loss after a step. */
public enum Every {
    EPOCH,
    STEP
}
