package joyul.train;

import joyul.data.Batches;
import joyul.rate.Readings;
import joyul.rate.RunLength;
import joyul.rate.Schedule;
import joyul.recipe.Recipe;
import org.jspecify.annotations.Nullable;

/**
 * The batch size of each epoch. Where a schedule would have multiplied the rate by f, the batch is divided by f instead
 * (Smith et al. 2018, arXiv 1711.00489): the noise of the steps, which goes as rate over batch, falls all the same, in fewer
 * steps. Beyond a tenth of the examples, where that equivalence ends, what is left of f falls to the rate.
 *
 * <p>A larger batch passes through the network in micro-batches of the size it began with, so the normalization batch and
 * the memory stay. A function of the finished epochs alone, so that a resumed run cuts the same batches.
 */
final class BatchGrowth {
    private static final int EXAMPLES_PER_BATCH = 10;

    private final @Nullable Schedule decay;
    private final int begin;
    private final int most;
    private final int examples;
    private final int epochs;

    BatchGrowth(Recipe recipe, int examples) {
        begin = recipe.batchSize();
        most = Math.max(begin, examples / EXAMPLES_PER_BATCH);
        this.examples = examples;
        epochs = recipe.epochs();
        Schedule given = recipe.batchSchedule();
        Batches first = batches(begin, examples);
        decay = given == null ? null : given.resolved(RunLength.byEpoch(epochs, first.count(), begin));
    }

    /**
     * An epoch's batches.
     *
     * @param rateFactor what the batch could not take of the decay; 1 where it took all
     */
    record Stage(Batches batches, double rateFactor) {}

    /** The batches of the first epochs. */
    Batches first() {
        return batches(begin, examples);
    }

    private static Batches batches(int size, int examples) {
        return new Batches(examples, size, Batches.Remainder.SKIP_ONE);
    }

    /**
     * The stage of an epoch.
     *
     * @param epoch counted from 0
     * @param validations the losses of the epochs before it
     */
    Stage at(int epoch, Readings validations) {
        Schedule schedule = decay;
        if (schedule == null) {
            return new Stage(first(), 1);
        }
        double factor = schedule.rate(1, epoch, validations);
        int size = (int) Math.max(begin, Math.min(most, Math.round(begin / factor)));
        return new Stage(batches(size, examples), factor * size / begin);
    }

    /** The steps of the whole run: those made, and those to come if the batch stays as it is. */
    long steps(int epoch, long made, int batch, Readings validations) {
        if (decay == null) {
            return (long) first().count() * epochs;
        }
        return made + (long) at(epoch, validations).batches().count() * (epochs - epoch) - batch;
    }
}
