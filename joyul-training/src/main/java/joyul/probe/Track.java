package joyul.probe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import joyul.data.BatchOrder;
import joyul.data.Data;
import joyul.firstrate.RangeSweep;
import joyul.model.Evaluation;
import joyul.model.Model;
import joyul.model.NativeExamples;
import joyul.optim.Optimizer;
import joyul.rate.Readings;
import joyul.recipe.Every;
import joyul.recipe.Recipe;
import joyul.torch.Scope;
import joyul.torch.Torch;
import joyul.train.Settings;
import joyul.train.TrainingStep;

/**
 * Where short runs of a recipe are made, one after the other, each from fresh weights of its seed. The model and the
 * examples are its own, so nothing of anybody else's is touched. Used by one thread; close it to free the memory.
 */
final class Track implements AutoCloseable {
    private static final int MOST_VALIDATION = 512;
    private static final int POPULATION = 2_000;

    /** At how many places of a schedule its highest rate is looked for. */
    private static final int LOOKS = 1_000;

    private final Recipe recipe;
    private final int batchesPerEpoch;
    private final long scheduleSteps;
    private final List<Block> blocks;
    private final NativeExamples train;
    private final NativeExamples validation;
    private final Model model;
    private final TrainingStep training;
    private final Allowance allowance;

    Track(Recipe recipe, Data data, Allowance allowance) {
        recipe.check(data);
        this.recipe = recipe;
        this.allowance = allowance;
        Torch.useThreads(recipe.threads());
        batchesPerEpoch = Stretch.runSteps(recipe, data.train().size()) / recipe.epochs();
        scheduleSteps = recipe.every() == Every.STEP ? (long) batchesPerEpoch * recipe.epochs() : recipe.epochs();
        blocks = Block.of(recipe.network().with(recipe.normalization()), Recipe.shape(data));
        train = new NativeExamples(data.train(), recipe.input(), recipe.target());
        int examples = data.validation().size();
        int[] chosen =
                Arrays.copyOf(BatchOrder.permutation(recipe.seed(), 0, examples), Math.min(MOST_VALIDATION, examples));
        validation = new NativeExamples(data.validation().subset(chosen), recipe.input(), recipe.target());
        model = TrainingStep.model(recipe, Recipe.shape(data));
        training = new TrainingStep(recipe, model, train);
    }

    int examples() {
        return train.size();
    }

    /** Whether a normalization stands behind at least half of the layers that have a matrix or a kernel. */
    boolean normalized() {
        long behind = blocks.stream()
                .filter(block -> block.normalization().isPresent())
                .count();
        return 2 * behind >= blocks.size() && behind > 0;
    }

    /** The rate of the run's last step as a share of its highest. */
    double lastRate() {
        Settings settings = new Settings(recipe, batchesPerEpoch);
        double highest = IntStream.rangeClosed(0, LOOKS)
                .mapToDouble(look -> rate(settings, look * (scheduleSteps - 1) / LOOKS))
                .max()
                .orElseThrow();
        return rate(settings, scheduleSteps - 1) / highest;
    }

    private static double rate(Settings settings, long schedulerStep) {
        return settings.at(schedulerStep, Readings.none(), 1).rate();
    }

    /** SHA-256, in hexadecimal, of the weights and statistics that a run with the recipe's seed begins from. */
    String checksum() {
        model.initialize(recipe.initialization(), recipe.seed());
        return Fingerprint.of(model);
    }

    /** A range test: step k at {@code rate(k)} until {@code ends} says so or the stretch is over. */
    RangeSweep rangeTest(Stretch stretch, IntToDoubleFunction rate, Predicate<RangeSweep> ends) {
        List<Double> rates = new ArrayList<>();
        List<Double> losses = new ArrayList<>();
        run(stretch, step -> recipe.optimizer().at(rate.applyAsDouble(step)), (step, batchLoss) -> {
            rates.add(rate.applyAsDouble(step));
            losses.add(batchLoss);
            return ends.test(new RangeSweep(rates, losses));
        });
        return new RangeSweep(rates, losses);
    }

    /**
     * The validation loss at the end of a squeezed run, with the statistics of normalization estimated anew; infinite
     * where the run was given up because its loss rose far above the first.
     */
    double race(Stretch stretch, double rate) {
        GivingUp watch = new GivingUp();
        Settings settings = new Settings(recipe.with(r -> r.learningRate(rate)), batchesPerEpoch);
        run(stretch, step -> settings.at(place(step, stretch.steps()), Readings.none(), 1), watch);
        if (watch.gaveUp) {
            return Double.POSITIVE_INFINITY;
        }
        int batch = stretch.batchSize();
        Evaluation.estimatePopulation(
                model,
                train,
                stretch.rows(),
                new Evaluation.Sample(
                        batch, Math.min(batch, recipe.passing()), POPULATION, stretch.steps(), recipe.augmentation()));
        double score = Evaluation.of(model, recipe.loss(), validation).loss();
        return Double.isFinite(score) ? score : Double.POSITIVE_INFINITY;
    }

    /** The step of the whole schedule that the middle of a squeezed step falls on. */
    private long place(int step, int steps) {
        return Math.min(scheduleSteps - 1, (long) ((step + 0.5) * scheduleSteps / steps));
    }

    private void run(Stretch stretch, IntFunction<Optimizer.Setting> settings, Watch watch) {
        model.initialize(recipe.initialization(), stretch.seed());
        training.order(stretch.order(), stretch.seed(), 0);
        try (Optimizer.Run optimizer = recipe.optimizer().start(model.parameters(), model.gradients())) {
            for (int step = 0; step < stretch.steps(); step++) {
                double batchLoss = step(stretch, step, settings.apply(step), optimizer);
                allowance.spend();
                if (watch.ends(step, batchLoss)) {
                    return;
                }
            }
            optimizer.showAverage();
        }
    }

    private double step(Stretch stretch, int step, Optimizer.Setting setting, Optimizer.Run optimizer) {
        try (Scope scope = Scope.open()) {
            int batch = stretch.batchSize();
            double batchLoss = training.gradient(step * batch, batch, training.pass(stretch.seed(), step));
            training.update(optimizer, setting);
            return batchLoss;
        }
    }

    @Override
    public void close() {
        training.close();
        model.close();
        train.close();
        validation.close();
    }

    /** Looks at each step's loss, and may end the run. */
    private interface Watch {
        boolean ends(int step, double batchLoss);
    }

    /** Ends a run after three losses in a row that are not finite or above three times the first. */
    private static final class GivingUp implements Watch {
        private static final int PATIENCE = 3;

        private double first;
        private int above;
        private boolean gaveUp;

        @Override
        public boolean ends(int step, double batchLoss) {
            first = step == 0 ? batchLoss : first;
            above = batchLoss <= 3 * first ? 0 : above + 1;
            gaveUp = above == PATIENCE;
            return gaveUp;
        }
    }
}
