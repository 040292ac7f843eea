package joyul.train;

import java.util.Optional;
import java.util.stream.LongStream;
import joyul.data.Batches;
import joyul.rate.Readings;
import joyul.recipe.Every;
import joyul.recipe.Recipe;

/**
 * Where a run's rate will have fallen to next to nothing, so that whole epochs no longer move the weights. Read off the
 * schedule before training; a plateau, which depends on what is measured, is not foreseen.
 *
 * @param epoch the first such epoch, counted from 1
 * @param last the rate at the end of the run
 */
public record RateFall(int epoch, double last) {
    /** A rate below this part of the recipe's learning rate no longer trains. */
    public static final double NOTHING = 1e-6;

    /** Epochs that are looked at; a longer run is looked at in strides. */
    private static final int MOST_EPOCHS = 1_000;

    /** Schedules that follow from the step before take time for each; a longer run is not foreseen. */
    private static final long MOST_STEPS = 5_000_000;

    /**
     * Where the rate falls below a millionth of the recipe's learning rate for a whole epoch; empty if it never does.
     *
     * @param examples of the training part
     */
    public static Optional<RateFall> of(Recipe recipe, int examples) {
        int batches = new Batches(examples, recipe.batchSize(), Batches.Remainder.SKIP_ONE).count();
        long perEpoch = recipe.every() == Every.STEP ? batches : 1;
        if (perEpoch * recipe.epochs() > MOST_STEPS) {
            return Optional.empty();
        }
        Settings settings = new Settings(recipe, batches);
        boolean risen = false;
        int stride = Math.max(1, recipe.epochs() / MOST_EPOCHS);
        for (int epoch = 0; epoch < recipe.epochs(); epoch += stride) {
            long begin = perEpoch * epoch;
            double highest = LongStream.of(0, perEpoch / 2, perEpoch - 1)
                    .map(place -> begin + place)
                    .mapToDouble(step -> settings.at(step, Readings.none(), 1).rate())
                    .max()
                    .orElseThrow();
            boolean nothing = highest < NOTHING * recipe.learningRate();
            if (risen && nothing) {
                long end = perEpoch * recipe.epochs() - 1;
                return Optional.of(new RateFall(
                        epoch + 1, settings.at(end, Readings.none(), 1).rate()));
            }
            risen = risen || !nothing;
        }
        return Optional.empty();
    }
}
