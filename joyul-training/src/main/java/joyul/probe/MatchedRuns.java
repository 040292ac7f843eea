package joyul.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import joyul.check.InputException;
import joyul.data.Batches;
import joyul.data.Data;
import joyul.model.Evaluation;
import joyul.model.Scores;
import joyul.rate.RunLength;
import joyul.rate.Schedule;
import joyul.recipe.Every;
import joyul.recipe.Guard;
import joyul.recipe.Recipe;
import joyul.recipe.Rescaled;
import joyul.run.Cancellation;
import joyul.run.Cancelled;
import joyul.run.Ending;
import joyul.run.Event;
import joyul.run.Listener;
import joyul.train.EpochEvent;
import joyul.train.RunEnd;
import joyul.train.StepEvent;
import joyul.train.Trainer;
import joyul.train.TrainingData;
import joyul.transfer.ComparedBatch;
import joyul.transfer.RateScan;
import joyul.transfer.RuleChoice;
import joyul.transfer.RuleTrials;
import joyul.transfer.Spread;
import joyul.transfer.TransferRule;
import org.jspecify.annotations.Nullable;

/** The runs of a comparison: a batch size at rates around what its rule gives, then on fresh seeds at the best of them. */
final class MatchedRuns {
    /** Noise samples along a measured run, about, and the windows they are told in. */
    private static final long SAMPLES = 30;

    private static final int WINDOWS = 5;

    private final Recipe recipe;
    private final Data data;
    private final TrainingData shared;
    private final Listener listener;
    private final Cancellation all;

    MatchedRuns(Recipe recipe, Data data, TrainingData shared, Listener listener, Cancellation cancellation) {
        this.recipe = recipe;
        this.data = data;
        this.shared = shared;
        this.listener = listener;
        all = cancellation.derived();
    }

    /** Ends all runs at their next step; one that has failed makes the others worthless. */
    void giveUp() {
        all.cancel();
    }

    /**
     * One batch size under one budget: its best rate by validation loss on the recipe's seed, then the fresh seeds.
     *
     * @param steps of each run, exactly; the last epoch may be cut short
     */
    ComparedBatch compared(int batch, long steps, List<Long> fresh) {
        int perEpoch = Batches.perEpoch(data.train().size(), batch);
        Recipe carried = ofSteps(carried(batch), perEpoch, steps);
        RateScan scan = new RuleTrials(
                        (size, factor, seed) -> new double[] {Double.MAX_VALUE, loss(carried, steps, factor, seed)},
                        List.of(recipe.seed()))
                .scan(batch);
        if (!Double.isFinite(scan.end(scan.best()))) {
            throw new InputException("batch " + batch + " diverged at every learning rate down to "
                    + carried.learningRate() * scan.losses().firstKey() + "; use another recipe");
        }
        double rate = carried.learningRate() * scan.best();
        List<Measured> measured = new ArrayList<>();
        for (long seed : fresh) {
            measured.add(measured(carried.with(edit -> edit.learningRate(rate).seed(seed)), steps));
        }
        return new ComparedBatch(
                batch,
                (double) steps / perEpoch,
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

    /** A recipe whose whole schedule lies within so many steps, also where they end in the middle of an epoch. */
    static Recipe ofSteps(Recipe sized, int perEpoch, long steps) {
        int epochs = Math.toIntExact((steps + perEpoch - 1) / perEpoch);
        // A guard that lowers the rate on its own, or an early end, would blur which rate and budget were compared.
        Recipe whole = sized.with(edit ->
                edit.epochs(epochs).batchSchedule(null).guard(Guard.STRICT).earlyStopping(null));
        if (steps == (long) epochs * perEpoch || whole.every() == Every.EPOCH) {
            return whole;
        }
        RunLength run = new RunLength(steps, (double) perEpoch, 1.0, 1.0 / sized.batchSize());
        return whole.with(edit -> edit.schedule(whole.schedule().resolved(run))
                .momentumSchedule(resolved(whole.momentumSchedule(), run))
                .weightDecaySchedule(resolved(whole.weightDecaySchedule(), run)));
    }

    private static @Nullable Schedule resolved(@Nullable Schedule schedule, RunLength run) {
        return schedule == null ? null : schedule.resolved(run);
    }

    private double loss(Recipe carried, long steps, double factor, long seed) {
        Recipe tried = carried.with(
                edit -> edit.learningRate(carried.learningRate() * factor).seed(seed));
        try (Trainer trainer = new Trainer(tried, shared)) {
            Last last = new Last(steps);
            RunEnd end = trainer.run(tried.epochs(), last, last.over);
            double loss = last.hasEnded(end) ? last.validation(trainer).loss() : Double.POSITIVE_INFINITY;
            listener.on(new RuleRuns.Ran(tried.batchSize(), tried.learningRate(), seed, loss));
            return loss;
        }
    }

    /** What one run on a fresh seed came to. */
    private record Measured(Scores train, Scores validation, double noiseScale, double sharpness, double seconds) {}

    private Measured measured(Recipe chosen, long steps) {
        Last last = new Last(steps);
        try (Trainer trainer = new Trainer(chosen, shared);
                NoiseWatch watch = new NoiseWatch(new NoiseSampling.Every(Math.max(1, steps / SAMPLES)))) {
            long begun = System.nanoTime();
            RunEnd end = trainer.run(chosen.epochs(), watch.and(last), last.over);
            if (!last.hasEnded(end)) {
                throw new InputException("batch " + chosen.batchSize() + " at its best learning rate "
                        + chosen.learningRate() + " failed on seed " + chosen.seed() + " (" + end.detail()
                        + "); use a recipe that clips the gradient, or more epochs");
            }
            Scores validation = last.validation(trainer);
            double seconds = (System.nanoTime() - begun) / 1e9;
            Scores train = Evaluation.of(trainer.model(), chosen.loss(), shared.train());
            double largest = Sharpness.of(trainer.model(), chosen, data).largest();
            listener.on(new RuleRuns.Ran(chosen.batchSize(), chosen.learningRate(), chosen.seed(), validation.loss()));
            return new Measured(train, validation, noise(watch), largest > 0 ? largest : Double.NaN, seconds);
        }
    }

    private static double noise(NoiseWatch watch) {
        int samples = watch.trail().size();
        return samples == 0
                ? Double.NaN
                : watch.trail().middle(Math.min(WINDOWS, samples)).scale().value();
    }

    private static Spread spread(List<Measured> measured, ToDoubleFunction<Measured> figure) {
        return Spread.of(measured.stream().mapToDouble(figure).toArray());
    }

    /** Ends a run after its steps, and keeps the scores of the latest epoch. */
    private final class Last implements Listener {
        private final long steps;
        private final Cancellation over = all.derived();
        private Optional<EpochEvent> latest = Optional.empty();
        private long made;

        Last(long steps) {
            this.steps = steps;
        }

        @Override
        public void on(Event event) {
            if (event instanceof StepEvent step) {
                made = step.step();
                if (made >= steps) {
                    over.cancel();
                }
            } else if (event instanceof EpochEvent epoch) {
                latest = Optional.of(epoch);
            }
        }

        /**
         * Whether a run made all its steps.
         *
         * @throws Cancelled if somebody stopped it before
         */
        boolean hasEnded(RunEnd end) {
            boolean stopped = end.kind() == Ending.STOPPED;
            if (stopped && made < steps) {
                throw new Cancelled();
            }
            return stopped || end.reached();
        }

        /** The scores after the last step. */
        Scores validation(Trainer trainer) {
            return latest.filter(event -> event.step() == steps)
                    .map(EpochEvent::validation)
                    .orElseGet(trainer::evaluate);
        }
    }
}
