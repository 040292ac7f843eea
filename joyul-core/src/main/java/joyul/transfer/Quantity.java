package joyul.transfer;

import java.util.Locale;

/** A value of a training run that may have to follow the batch size. */
public enum Quantity {
    LEARNING_RATE,
    MOMENTUM,
    BETA1,
    BETA2,
    EPS,
    WEIGHT_DECAY,
    /** How much the newest batch weighs in batch normalization's running averages. */
    NEWEST_WEIGHT,
    /** How much an average of the weights keeps of itself at a step. */
    AVERAGE_DECAY,
    /** A length counted in optimizer steps: a warmup, a milestone, a period. */
    STEPS;

    /** As recipes write it: {@code weight_decay}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
