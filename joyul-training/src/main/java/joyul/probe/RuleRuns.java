package joyul.probe;

import java.util.Arrays;
import joyul.check.Counted;
import joyul.check.InputException;
import joyul.data.Batches;
import joyul.data.Data;
import joyul.rate.Length;
import joyul.rate.Warmup;
import joyul.recipe.Every;
import joyul.recipe.Guard;
import joyul.recipe.Recipe;
import joyul.recipe.Rescaled;
import joyul.run.Cancellation;
import joyul.run.Cancelled;
import joyul.run.Event;
import joyul.run.Listener;
import joyul.train.StepEvent;
import joyul.train.Trainer;
import joyul.train.TrainingData;
import joyul.transfer.RuleChoice;
import joyul.transfer.ShortRuns;

/**
 * Short runs of a recipe at any batch size, by a transfer rule: a rate that rises over the first tenth and then stays, so
 * that it is the rate that is compared and not how a schedule ends. The losses are those of the training batches, averaged
 * over strides of equally many examples.
 */
public final class RuleRuns implements ShortRuns, AutoCloseable {
    /** Parts of a run over which losses are averaged. */
    private static final int STRIDES = 10;

    /** Steps that the largest batch should make. */
    private static final int ENOUGH_STEPS = 60;

    /**
     * One run that has ended.
     *
     * @param loss at its end; not finite if it diverged
     */
    public record Ran(int batch, double rate, long seed, double loss) implements ProbeEvent {}

    private final Recipe recipe;
    private final RuleChoice choice;
    private final int examples;
    private final TrainingData data;
    private final int epochs;
    private final Listener listener;
    private final Cancellation cancellation;

    /**
     * Runs of a recipe on its data.
     *
     * @param listener hears of each {@link Ran}
     * @param cancellation ends {@link #losses} in {@link Cancelled}
     */
    public RuleRuns(
            Recipe recipe, RuleChoice choice, int epochs, Data data, Listener listener, Cancellation cancellation) {
        this.recipe = recipe;
        this.choice = choice;
        this.epochs = epochs;
        this.listener = listener;
        this.cancellation = cancellation;
        examples = data.train().size();
        this.data = new TrainingData(data, recipe);
    }

    /** Epochs after which the largest batch has made enough steps to tell. */
    static int enoughEpochs(int examples, int largestBatch) {
        int perEpoch = Batches.perEpoch(examples, largestBatch);
        return (ENOUGH_STEPS + perEpoch - 1) / perEpoch;
    }

    private long steps(int batch) {
        long steps = (long) Batches.perEpoch(examples, batch) * epochs;
        if (steps < 2 * STRIDES) {
            throw new InputException("a short run must make at least " + 2 * STRIDES + " steps, but makes " + steps
                    + " in " + Counted.of(epochs, "epoch", "epochs") + " at batch " + batch
                    + "; give more by epochs(COUNT)");
        }
        return steps;
    }

    @Override
    public double[] losses(int batch, double factor, long seed) {
        Recipe rescaled = Rescaled.of(recipe, choice, batch, examples, Rescaled.NormalizationBatch.FOLLOWS)
                .recipe();
        Recipe shortened = rescaled.with(edit -> edit.learningRate(rescaled.learningRate() * factor)
                .schedule(Warmup.linear(Length.percent(10)))
                .every(Every.STEP)
                .momentumSchedule(null)
                .weightDecaySchedule(null)
                .batchSchedule(null)
                .guard(Guard.STRICT)
                .earlyStopping(null)
                .epochs(epochs)
                // A rate that overshoots shows that the rule is wrong.
                .guard(Guard.STRICT)
                .seed(seed));
        Strides strides = new Strides(steps(batch));
        try (Trainer trainer = new Trainer(shortened, data)) {
            trainer.run(epochs, strides, cancellation);
        }
        cancellation.check();
        double[] losses = strides.losses();
        listener.on(new Ran(batch, shortened.learningRate(), seed, losses[STRIDES]));
        return losses;
    }

    /** Averages the batch losses over strides of equally many steps; what a diverged run did not reach is infinite. */
    private static final class Strides implements Listener {
        private final long steps;
        private final double[] sums = new double[STRIDES + 1];
        private final int[] counts = new int[STRIDES + 1];

        Strides(long steps) {
            this.steps = steps;
        }

        @Override
        public void on(Event event) {
            if (event instanceof StepEvent step) {
                add(step.step() == 1 ? 0 : (int) ((step.step() * STRIDES + steps - 1) / steps), step.loss());
            }
        }

        private void add(int stride, double loss) {
            sums[stride] += loss;
            counts[stride]++;
        }

        double[] losses() {
            double[] losses = new double[STRIDES + 1];
            Arrays.setAll(losses, i -> counts[i] > 0 ? sums[i] / counts[i] : Double.POSITIVE_INFINITY);
            return losses;
        }
    }

    @Override
    public void close() {
        data.close();
    }
}
