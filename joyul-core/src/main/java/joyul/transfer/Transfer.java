package joyul.transfer;

import joyul.check.Check;

/**
 * A rule between two batch sizes.
 *
 * @param from the old batch size, in examples
 * @param to the new one
 */
public record Transfer(TransferRule rule, int from, int to) {
    public Transfer {
        Check.atLeast("batch_size before", from, 1);
        Check.atLeast("batch_size", to, 1);
    }

    /** New batch over old: K. */
    public double k() {
        return (double) to / from;
    }

    /** New rate over old. */
    public double rateRatio() {
        return rule.ratio().of(from, to);
    }

    /**
     * The new value of a quantity.
     *
     * @throws joyul.check.InputException if the rule cannot carry it so far: the square root rule where K (1 - beta) >= 1
     */
    public double move(Quantity quantity, double value) {
        return rule.law(quantity).apply(value, k(), rateRatio());
    }

    /** The way back, which restores every value. */
    public Transfer back() {
        return new Transfer(rule, to, from);
    }
}
