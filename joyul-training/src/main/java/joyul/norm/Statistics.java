package joyul.norm;

import joyul.check.Check;

/** Where the statistics come from that batch normalization uses at inference. */
public sealed interface Statistics {
    /**
     * PreciseBN (Wu and Johnson 2021, section 3): before every evaluation that ranks, prunes or selects, the population
     * statistics of batches of training examples under the weights as they are.
     *
     * @param examples how many training examples at least; a thousand to ten thousand suffice
     */
    record Precise(int examples) implements Statistics {
        public Precise {
            Check.atLeast("examples", examples, 2);
        }
    }

    /**
     * The moving averages of training, as PyTorch uses them. They lag: at 20 steps an epoch a moving average is still 12 %
     * its initial value after the first epoch.
     */
    record Moving() implements Statistics {}
}
