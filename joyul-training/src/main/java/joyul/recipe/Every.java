package joyul.recipe;

import joyul.rate.Length;

/** When the scheduler steps, and what it reads: the validation loss after an epoch, or the batch's loss after a step. */
public enum Every {
    EPOCH,
    STEP;

    static Every of(Length.Unit unit) {
        return unit == Length.Unit.EP ? EPOCH : STEP;
    }

    /** What plain numbers of a schedule count that steps so. */
    public Length.Unit unit() {
        return this == EPOCH ? Length.Unit.EP : Length.Unit.ST;
    }
}
