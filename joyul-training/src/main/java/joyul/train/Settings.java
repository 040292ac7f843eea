package joyul.train;

import java.util.Optional;
import joyul.check.Check;
import joyul.optim.Optimizer;
import joyul.rate.Readings;
import joyul.rate.RunLength;
import joyul.rate.Schedule;
import joyul.rate.ScheduleEvent;
import joyul.recipe.Every;
import joyul.recipe.Recipe;
import org.jspecify.annotations.Nullable;

/** What is in force during each step of a run: rate, momentum and weight decay, as the recipe's schedules say. */
public final class Settings {
    private final Recipe recipe;
    private final Schedule rate;
    private final @Nullable Schedule momentum;
    private final @Nullable Schedule weightDecay;

    public Settings(Recipe recipe, int batchesPerEpoch) {
        this.recipe = recipe;
        RunLength run = recipe.every() == Every.STEP
                ? RunLength.byStep(recipe.epochs(), batchesPerEpoch, recipe.batchSize())
                : RunLength.byEpoch(recipe.epochs(), batchesPerEpoch, recipe.batchSize());
        rate = recipe.schedule().resolved(run);
        momentum = resolved(recipe.momentumSchedule(), run);
        weightDecay = resolved(recipe.weightDecaySchedule(), run);
    }

    private static @Nullable Schedule resolved(@Nullable Schedule schedule, RunLength run) {
        return schedule == null ? null : schedule.resolved(run);
    }

    /** A schedule of momentum decides before one that cycles it along with the rate. */
    public Optimizer.Setting at(long schedulerStep, Readings readings, double rateFactor) {
        double base = recipe.optimizer().momentum();
        double inForce = momentum == null
                ? rate.momentum(base, schedulerStep, readings)
                : momentum.rate(base, schedulerStep, readings);
        double decay = recipe.optimizer().weightDecay();
        return new Optimizer.Setting(
                rateFactor * rate.rate(recipe.learningRate(), schedulerStep, readings),
                Check.below("the momentum that the schedule gives", inForce, 0, 1),
                weightDecay == null
                        ? decay
                        : Check.notNegative(
                                "the weight decay that the schedule gives",
                                weightDecay.rate(decay, schedulerStep, readings)));
    }

    /** Whether the rate's schedule may ever ask for something. */
    boolean mayAsk() {
        return rate.mayAsk();
    }

    /** What the rate's schedule asks for before a step. */
    Optional<ScheduleEvent> event(long schedulerStep, Readings readings) {
        return rate.event(schedulerStep, readings);
    }
}
