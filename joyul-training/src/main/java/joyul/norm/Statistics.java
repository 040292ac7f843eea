package joyul.norm;

import joyul.check.Check;

/** Where the statistics come from that normalizations over examples use at inference. */
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
     * The exponential moving averages of training, as PyTorch uses them, in which the newest batch weighs what the
     * normalization's {@code newest_weight} says. They lag: at 20 steps an epoch a moving average is still 12 % its initial
     * value after the first epoch.
     */
    record Moving() implements Statistics {}

    /**
     * The averages over all steps of training alike, PyTorch's {@code momentum=None}. Right where weights stand still;
     * while they move, most of the average is of weights that are gone.
     */
    record Cumulative() implements Statistics {}

    /**
     * The statistics of the batch that is being inferred, PyTorch's {@code track_running_stats=False}. An output then
     * depends on the other examples of its batch; it costs about a point of accuracy but for batches of a few examples,
     * where it helps.
     */
    record OfBatch() implements Statistics {}

    /**
     * The population statistics of other data, under the weights as they are: the domain that the network will see, where
     * that is not the one it was trained on. Labels are not used.
     *
     * @param source the data, as a recipe names them; their training examples are taken
     * @param examples how many of them at least
     */
    record OfData(String source, int examples) implements Statistics {
        public OfData {
            Check.atLeast("examples", examples, 2);
        }
    }
}
