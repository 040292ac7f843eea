package joyul.probe;

import joyul.optim.AdamW;
import joyul.optim.Optimizer;
import joyul.optim.Sgd;

/**
 * What a step's share of the weights' size is compared with. Weights whose scale a normalization cancels grow by every
 * step and shrink by weight decay, until the share settles at {@code sqrt(2 lr wd / (1 + mom))} with SGD and at
 * {@code sqrt(2 lr wd (1-b1) / (1+b1))} with AdamW (cf. Kosson et al. 2023, 2305.17212); that takes about
 * {@code 1 / (2 lr wd)} steps, with momentum {@code (1 - mom)} of them. Before, and without weight decay, a hundredth is
 * healthy. Other weights: a thousandth (Karpathy, CS231n).
 */
final class Equilibrium {
    private static final double HEALTHY = 1e-2;
    private static final double PLAIN = 1e-3;

    private final Optimizer optimizer;
    private double progress;

    Equilibrium(Optimizer optimizer) {
        this.optimizer = optimizer;
    }

    /** Counts one step. */
    void step(double rate) {
        if (optimizer instanceof Sgd sgd) {
            progress += 2 * rate * sgd.weightDecay() / (1 - sgd.momentum());
        } else if (optimizer instanceof AdamW adam) {
            progress += 2 * rate * adam.weightDecay();
        }
    }

    /** The share expected of a step. */
    double expected(boolean normalized, double rate) {
        if (!normalized) {
            return PLAIN;
        }
        return progress >= 1 ? settled(rate) : HEALTHY;
    }

    private double settled(double rate) {
        if (optimizer instanceof Sgd sgd) {
            return Math.sqrt(2 * rate * sgd.weightDecay() / (1 + sgd.momentum()));
        }
        AdamW adam = (AdamW) optimizer;
        return Math.sqrt(2 * rate * adam.weightDecay() * (1 - adam.beta1()) / (1 + adam.beta1()));
    }
}
