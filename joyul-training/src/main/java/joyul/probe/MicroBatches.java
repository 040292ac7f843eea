package joyul.probe;

import joyul.batch.NormalizationUse;
import joyul.check.InputException;
import joyul.layer.Layer;
import joyul.layer.Place;
import joyul.layer.Shape;
import joyul.network.Network;
import joyul.norm.GhostBatchNorm;
import joyul.recipe.Recipe;

/**
 * How the examples of one noise sample are cut: each micro-batch must be normalised as the training batch is, so it is the
 * normalization batch or a multiple of it.
 *
 * @param size examples in a micro-batch
 * @param count micro-batches in a sample, two or more
 */
record MicroBatches(int size, int count) {
    private static final int WANTED = 8;

    /**
     * The cut for a recipe.
     *
     * @param examples how many there are
     * @param batches how many training batches' worth of examples a sample may use
     */
    static MicroBatches of(Recipe recipe, Shape shape, int examples, int batches) {
        int total = Math.min(examples, Math.multiplyExact(batches, recipe.batchSize()));
        int unit = unit(recipe, shape);
        if (total < 2 * unit) {
            throw new InputException("the noise of the gradient shows between two sets of " + unit
                    + " examples that are normalised together, but there are only " + examples
                    + " training examples; use a smaller batch_size, or normalization=none");
        }
        // What normalises all that passes through may see no more at once than in training.
        boolean fixed = use(recipe, shape) == NormalizationUse.WHOLE_BATCH;
        int size = fixed ? unit : unit * Math.max(1, total / (WANTED * unit));
        return new MicroBatches(size, total / size);
    }

    /** The examples that are normalised together: 1 where nothing is normalised over examples. */
    static int unit(Recipe recipe, Shape shape) {
        return switch (use(recipe, shape)) {
            case NONE -> 1;
            case FIXED_GROUPS -> ((GhostBatchNorm) recipe.normalization()).size();
            case WHOLE_BATCH -> recipe.passing();
        };
    }

    /** How the recipe's network normalises over examples: what does, keeps statistics. */
    static NormalizationUse use(Recipe recipe, Shape shape) {
        Network network = recipe.network().with(recipe.normalization());
        NormalizationUse use = NormalizationUse.NONE;
        for (Place place : network.places(shape)) {
            Layer layer = place.layer();
            if (!layer.statistics(place.input()).isEmpty()) {
                if (!layer.equals(recipe.normalization()) || !(layer instanceof GhostBatchNorm)) {
                    return NormalizationUse.WHOLE_BATCH;
                }
                use = NormalizationUse.FIXED_GROUPS;
            }
        }
        return use;
    }
}
