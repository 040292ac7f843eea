package joyul.transfer;

import java.util.Locale;

/** The kinds of optimizers whose values follow the batch size by different laws. */
public enum OptimizerFamily {
    /** Stochastic gradient descent, with momentum or without; weight decay is part of the gradient. */
    SGD,
    /** Adam with weight decay in the gradient, where the second moment divides it out again. */
    ADAM,
    /** Adam with decoupled weight decay. */
    ADAMW;

    /** As recipes write it: {@code adamw}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
