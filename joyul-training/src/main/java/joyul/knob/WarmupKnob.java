package joyul.knob;

import java.util.Optional;
import java.util.Set;
import joyul.rate.Length;
import joyul.rate.Schedule;
import joyul.rate.Warmup;
import joyul.recipe.Every;
import joyul.recipe.Recipe;
import joyul.recipe.RecipeEdit;
import joyul.space.Condition;
import joyul.space.Domain;
import joyul.space.FloatDomain;
import joyul.space.Scale;

/** The share of the run over which the rate rises linearly, in front of any schedule but one-cycle, which has its own. */
record WarmupKnob() implements Knob {
    @Override
    public String name() {
        return "warmup";
    }

    @Override
    public Optional<Domain> domain(Problem problem) {
        return Optional.of(new FloatDomain(0, 0.2, Scale.LINEAR, null));
    }

    @Override
    public Optional<Condition> condition() {
        return Optional.of(new Condition(
                ScheduleKnob.NAME, Set.of("CosineAnnealingLR", "ExponentialLR", "MultiStepLR", "constant")));
    }

    @Override
    public Domain between(String said, double low, double high) {
        return Shares.between(said, low, high);
    }

    @Override
    public boolean isOff(Object value) {
        return Shares.isZero(value);
    }

    @Override
    public Optional<Object> of(Recipe recipe, Problem problem) {
        if (recipe.schedule() instanceof Warmup warmup) {
            return warmup.steps() instanceof Length.Share share ? Optional.of(share.percent() / 100) : Optional.empty();
        }
        return Optional.of(0.0);
    }

    @Override
    public RecipeEdit apply(RecipeEdit recipe, Object value, Problem problem) {
        Schedule then = recipe.schedule() instanceof Warmup warmup ? warmup.then() : recipe.schedule();
        double percent = 100 * ((Number) value).doubleValue();
        return recipe.schedule(isOff(value) ? then : then.after(Warmup.linear(Length.percent(percent))))
                .every(Every.STEP);
    }
}
