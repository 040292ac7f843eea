package joyul.knob;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import joyul.data.Batches;
import joyul.rate.ConstantRate;
import joyul.rate.CosineAnnealingLR;
import joyul.rate.ExponentialLR;
import joyul.rate.Length;
import joyul.rate.MultiStepLR;
import joyul.rate.OneCycleLR;
import joyul.rate.Schedule;
import joyul.rate.Warmup;
import joyul.recipe.Every;
import joyul.recipe.Recipe;
import joyul.recipe.RecipeEdit;
import joyul.space.ChoiceDomain;
import joyul.space.Condition;
import joyul.space.Domain;

/** The kind of schedule, each over the whole run and stepped with the optimizer. */
record ScheduleKnob() implements Knob {
    static final String NAME = "schedule";
    static final String ONE_CYCLE = "OneCycleLR";
    static final List<String> KINDS =
            List.of(ONE_CYCLE, "CosineAnnealingLR", "ExponentialLR", "MultiStepLR", "constant");

    /** How far an exponential schedule decays. */
    private static final double END = 0.01;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<Domain> domain(Problem problem) {
        return Optional.of(new ChoiceDomain(List.copyOf(KINDS)));
    }

    @Override
    public Optional<Condition> condition() {
        return Optional.of(new Condition(OptimizerKnob.NAME, Set.copyOf(OptimizerKnob.SCHEDULED)));
    }

    @Override
    public Domain between(String said, double low, double high) {
        throw Given.noRange(said);
    }

    @Override
    public Optional<Object> of(Recipe recipe, Problem problem) {
        long steps = steps(recipe.batchSize(), recipe.epochs(), problem);
        return KINDS.stream()
                .filter(kind -> of(kind, steps).equals(recipe.schedule()))
                .map(Object.class::cast)
                .findFirst();
    }

    @Override
    public RecipeEdit apply(RecipeEdit recipe, Object value, Problem problem) {
        return recipe.schedule(of(String.valueOf(value), steps(recipe.batchSize(), recipe.epochs(), problem)))
                .every(Every.STEP);
    }

    private static long steps(int batch, int epochs, Problem problem) {
        return (long) Batches.perEpoch(problem.examples(), batch) * epochs;
    }

    private static Schedule of(String kind, long steps) {
        return switch (kind) {
            case ONE_CYCLE -> new OneCycleLR().momentum(null); // A tuned momentum is a knob of its own.
            case "CosineAnnealingLR" -> new CosineAnnealingLR().after(Warmup.linear(Length.percent(5)));
            case "ExponentialLR" -> new ExponentialLR(Math.pow(END, 1.0 / steps));
            case "MultiStepLR" -> new MultiStepLR(Math.max(1, steps / 2), Math.max(1, steps * 3 / 4));
            default -> new ConstantRate();
        };
    }
}
