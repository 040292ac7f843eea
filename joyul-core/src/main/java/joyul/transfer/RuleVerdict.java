package joyul.transfer;

import java.util.Optional;
import joyul.check.InputException;

/**
 * Whether a rule carried a learning rate from one batch size to another, as short runs tell it.
 *
 * @param before the runs at the old batch size
 * @param after the runs at the new one; a factor of 1 is the rate that the rule gives
 * @param tuned the factor that the rule was asked to carry: 1, or the best at the old batch where the given rate is far
 *     from it
 * @param kept how far the carried rate gets at the new batch: the share of the examples after which the best rate there
 *     had the same loss
 * @param efficiency the share of the examples after which the old batch had the loss that the new one ends with at its best
 *     rate: 1 where larger batches cost no more examples, small past the critical batch
 * @param limit the largest batch on the way for which the rule was found to hold; empty where none was, or where it holds
 */
public record RuleVerdict(
        RateScan before, RateScan after, double tuned, double kept, double efficiency, Optional<Integer> limit) {
    /** A carried rate must keep this much of what the best one gains. */
    public static final double ENOUGH = 0.8;

    /** Below this a larger batch takes clearly more examples for the same loss. */
    private static final double EFFICIENT = 0.7;

    /** Whether the rule holds between these batch sizes. */
    public boolean holds() {
        return kept >= ENOUGH;
    }

    /** The factor on the rule's rate that the short runs found for the new batch: the carried one where the rule holds. */
    public double found() {
        return holds() ? tuned : after.best();
    }

    /**
     * What a test leads to: the rule itself where it holds from the given rate, else the rate that was found.
     *
     * @throws InputException if no rate tried at the new batch learns
     */
    public RuleChoice choice(RuleChoice tested) {
        if (!after.learns()) {
            throw new InputException("at batch " + after.batch() + " none of the "
                    + after.losses().size()
                    + " rates tried ends its short run better than it began, so there is no rate to write; test for more"
                    + " epochs, or carry the recipe without a test");
        }
        if (found() == 1) {
            return tested;
        }
        String rule = tested.rule().name();
        return new RuleChoice(
                tested.rule().corrected(before.batch(), after.batch(), found()),
                holds()
                        ? "the rule " + rule + " holds, from the rate that short runs found best at batch "
                                + before.batch()
                        : "the rule " + rule + " is broken here; short runs at batch " + after.batch()
                                + " found this rate the best of "
                                + after.losses().size());
    }

    /** Whether the given rate was far from the best already at the old batch size. */
    public boolean wasMistuned() {
        return tuned != 1;
    }

    /** Whether the larger batch is past the critical one: it needs clearly more examples whatever its rate. */
    public boolean isPastTheCriticalBatch() {
        return after.batch() > before.batch() && efficiency < EFFICIENT;
    }
}
