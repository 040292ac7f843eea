package joyul.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import joyul.batch.ComparedBatch;
import joyul.batch.RateScan;
import joyul.batch.RuleChoice;
import joyul.batch.RuleTest;
import joyul.batch.Spread;
import joyul.batch.TransferRule;
import joyul.check.InputException;
import joyul.data.Batches;
import joyul.data.Data;
import joyul.model.Evaluation;
import joyul.model.Scores;
import joyul.recipe.Guard;
import joyul.recipe.Recipe;
import joyul.recipe.Rescaled;
import joyul.train.EpochEvent;
import joyul.train.Observer;
import joyul.train.RunEnd;
import joyul.train.Trainer;
import joyul.train.TrainingData;

/** The runs of a comparison: a batch size at rates around what its rule gives, then on fresh seeds at the best of them. */
final class MatchedRuns {
    /** Noise samples along a measured run, about, and the windows they are told in. */
    private static final long SAMPLES = 30;

    private static final int WINDOWS = 5;

    private final Recipe recipe;
    private final Data data;
    private final TrainingData shared;
    private final Consumer<RuleRuns.Ran> told;
    private final BooleanSupplier stops;
    private volatile boolean givenUp;

    MatchedRuns(Recipe recipe, Data data, TrainingData shared, Consumer<RuleRuns.Ran> told, BooleanSupplier stops) {
        this.recipe = recipe;
        this.data = data;
        this.shared = shared;
        this.told = told;
        this.stops = stops;
    }

    /** Ends all runs at their next step; one that has failed makes the others worthless. */
    void giveUp() {
        givenUp = true;
    }

    /** One batch size under one budget: its best rate by validation loss on the recipe's seed, then the fresh seeds. */
    ComparedBatch compared(int batch, int epochs, List<Long> fresh) {
        // A guard that lowers the rate on its own, or an early end, would blur which rate and budget were compared.
        Recipe carried = carried(batch)
                .with(edit -> edit.epochs(epochs)
                        .batchSchedule(null)
                        .guard(Guard.STRICT)
                        .earlyStopping(null));
        RateScan scan = new RuleTest(
                        (size, factor, seed) -> new double[] {Double.MAX_VALUE, loss(carried, factor, seed)},
                        List.of(recipe.seed()))
                .scan(batch);
        if (!Double.isFinite(scan.end(scan.best()))) {
            throw new InputException("batch " + batch + " diverged at every learning rate down to "
                    + carried.learningRate() * scan.losses().firstKey() + "; use another recipe");
        }
        double rate = carried.learningRate() * scan.best();
        List<Measured> measured = new ArrayList<>();
        for (long seed : fresh) {
            measured.add(measured(carried.with(edit -> edit.learningRate(rate).seed(seed))));
        }
        long steps = (long) new Batches(data.train().size(), batch, Batches.Remainder.SKIP_ONE).count() * epochs;
        return new ComparedBatch(
                batch,
                epochs,
                steps,
                rate,
                scan.losses().size(),
                spread(measured, one -> one.train().loss()),
                spread(measured, one -> one.validation().loss()),
                spread(measured, one -> one.train().metric()),
                spread(measured, one -> one.validation().metric()),
                spread(measured, Measured::noiseScale),
                spread(measured, Measured::sharpness),
                measured.stream().mapToDouble(Measured::seconds).average().orElseThrow());
    }

    private Recipe carried(int batch) {
        RuleChoice linear =
                RuleChoice.asked(TransferRule.LINEAR, Rescaled.family(recipe.optimizer()), Optional.empty());
        return Rescaled.of(recipe, linear, batch, data.train().size(), Rescaled.NormalizationBatch.FOLLOWS)
                .recipe();
    }

    private double loss(Recipe carried, double factor, long seed) {
        Recipe tried = carried.with(
                edit -> edit.learningRate(carried.learningRate() * factor).seed(seed));
        try (Trainer trainer = new Trainer(tried, shared)) {
            Last last = new Last();
            RunEnd end = trainer.run(tried.epochs(), last);
            refuseStopped(end);
            double loss = end.reached() ? last.validation().loss() : Double.POSITIVE_INFINITY;
            told.accept(new RuleRuns.Ran(tried.batchSize(), tried.learningRate(), seed, loss));
            return loss;
        }
    }

    /** What one run on a fresh seed came to. */
    private record Measured(Scores train, Scores validation, double noiseScale, double sharpness, double seconds) {}

    private Measured measured(Recipe chosen) {
        Last last = new Last();
        long steps = (long) new Batches(data.train().size(), chosen.batchSize(), Batches.Remainder.SKIP_ONE).count()
                * chosen.epochs();
        try (Trainer trainer = new Trainer(chosen, shared);
                NoiseWatch watch = new NoiseWatch(new NoiseSampling.Every(Math.max(1, steps / SAMPLES)), last)) {
            RunEnd end = trainer.run(chosen.epochs(), watch);
            refuseStopped(end);
            if (!end.reached()) {
                throw new InputException("batch " + chosen.batchSize() + " at its best learning rate "
                        + chosen.learningRate() + " failed on seed " + chosen.seed() + " (" + end.detail()
                        + "); use a recipe that clips the gradient, or more epochs");
            }
            Scores train = Evaluation.of(trainer.model(), chosen.loss(), shared.train());
            double sharpness = Sharpness.of(trainer.model(), chosen, data).largest();
            Scores validation = last.validation();
            told.accept(new RuleRuns.Ran(chosen.batchSize(), chosen.learningRate(), chosen.seed(), validation.loss()));
            double noise = watch.trail().middle(WINDOWS).scale().value();
            return new Measured(train, validation, noise, sharpness, last.seconds);
        }
    }

    private void refuseStopped(RunEnd end) {
        if (end.kind() == RunEnd.Kind.STOPPED) {
            throw new CancellationException("stopped by the user");
        }
    }

    private static Spread spread(List<Measured> measured, ToDoubleFunction<Measured> figure) {
        return Spread.of(measured.stream().mapToDouble(figure).toArray());
    }

    /** Keeps the scores of the latest epoch. */
    private final class Last implements Observer {
        private Optional<Scores> validation = Optional.empty();
        private double seconds;

        @Override
        public void onEpoch(EpochEvent event) {
            validation = Optional.of(event.validation());
            seconds += event.seconds();
        }

        @Override
        public boolean stops() {
            return givenUp || stops.getAsBoolean();
        }

        Scores validation() {
            return validation.orElseThrow();
        }
    }
}
