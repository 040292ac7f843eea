package joyul.probe;

import java.util.Arrays;
import joyul.data.BatchOrder;
import joyul.data.Batches;
import joyul.recipe.Recipe;

/**
 * A short run that stands for a long one: as many passes over proportionally fewer examples, so that what depends on the
 * number of epochs, overfitting above all, shows in it.
 *
 * @param steps optimizer steps of the short run
 * @param rows the training examples it sees, chosen by the seed
 * @param batchSize examples per step
 * @param seed of the weights, the rows, their order and dropout
 */
record Stretch(int steps, int[] rows, int batchSize, long seed) {
    private static final int FEWEST_EXAMPLES = 8;

    /** Optimizer steps of a recipe's whole run on so many examples. */
    static int runSteps(Recipe recipe, int examples) {
        return Batches.perEpoch(examples, recipe.batchSize()) * recipe.epochs();
    }

    /** The whole run squeezed into so many steps: the same number of epochs. */
    static Stretch squeezed(Recipe recipe, int examples, int steps, long seed) {
        int run = runSteps(recipe, examples);
        int kept = (int) Math.min(examples, Math.max(FEWEST_EXAMPLES, Math.round(examples * (double) steps / run)));
        return of(recipe, examples, kept, steps, seed);
    }

    /** The first steps of a run on all examples. */
    static Stretch beginning(Recipe recipe, int examples, int steps, long seed) {
        return of(recipe, examples, examples, steps, seed);
    }

    private static Stretch of(Recipe recipe, int examples, int kept, int steps, long seed) {
        int[] rows = Arrays.copyOf(BatchOrder.permutation(~seed, 0, examples), kept);
        return new Stretch(steps, rows, Math.min(recipe.batchSize(), kept), seed);
    }

    /** The rows of all steps, batch behind batch: each epoch in an order of its own, cut without regard to its end. */
    int[] order() {
        int[] order = new int[steps * batchSize];
        int filled = 0;
        for (int epoch = 0; filled < order.length; epoch++) {
            int[] places = BatchOrder.permutation(seed, epoch, rows.length);
            for (int i = 0; i < places.length && filled < order.length; i++) {
                order[filled++] = rows[places[i]];
            }
        }
        return order;
    }
}
