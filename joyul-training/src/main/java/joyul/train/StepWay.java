package joyul.train;

import java.util.ArrayList;
import java.util.List;
import joyul.batch.Timing;
import joyul.rate.ConstantRate;
import joyul.recipe.Guard;
import joyul.recipe.Recipe;
import joyul.run.Cancellation;
import joyul.run.Event;
import joyul.run.Listener;

/** The training steps of one recipe, timed a few at a time. */
final class StepWay implements Turns.Way, AutoCloseable {
    /** More than are ever timed. */
    private static final int EPOCHS = 100_000;

    /** So small that no recipe diverges while it is timed. */
    private static final double RATE = 1e-6;

    private final Trainer trainer;

    /** The way of a recipe; its first step, which finds everything cold, is made here. */
    StepWay(Recipe recipe, TrainingData data) {
        trainer = new Trainer(
                recipe.with(edit -> edit.learningRate(RATE)
                        .schedule(new ConstantRate())
                        .momentumSchedule(null)
                        .weightDecaySchedule(null)
                        .batchSchedule(null)
                        .earlyStopping(null)
                        .guard(Guard.OFF)
                        .epochs(EPOCHS)),
                data);
        micros(0);
    }

    @Override
    public double micros(long nanos) {
        Stopwatch watch = new Stopwatch(nanos);
        trainer.run(EPOCHS, watch, watch.over);
        return watch.steps.isEmpty() ? Double.NaN : Timing.of(watch.steps).median();
    }

    @Override
    public void close() {
        trainer.close();
    }

    /** Times steps but not the evaluations between them, and stops once the time is over. */
    private static final class Stopwatch implements Listener {
        private final List<Double> steps = new ArrayList<>();
        private final long begun = System.nanoTime();
        private final long nanos;
        private final Cancellation over = new Cancellation();
        private long stepBegun;

        Stopwatch(long nanos) {
            this.nanos = nanos;
        }

        @Override
        public void on(Event event) {
            if (event instanceof StepEvent) {
                steps.add((System.nanoTime() - stepBegun) / 1e3);
            } else if (event instanceof NextStep) {
                stepBegun = System.nanoTime();
                if (!steps.isEmpty() && stepBegun - begun >= nanos) {
                    over.cancel();
                }
            }
        }
    }
}
