package joyul.knob;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import joyul.check.Check;
import joyul.recipe.Recipe;
import joyul.recipe.RecipeEdit;
import joyul.space.Condition;
import joyul.space.Domain;
import joyul.space.FloatDomain;
import joyul.space.Scale;

/** The learning rate of optimizers that move by the gradient itself. */
record RateKnob() implements Knob {
    static final String NAME = "learning_rate";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> aliases() {
        return List.of("lr");
    }

    @Override
    public Optional<Domain> domain(Problem problem) {
        double top = problem.base().loss().classifies() ? 1 : 0.3;
        return Optional.of(new FloatDomain(top / 300, top, Scale.LOG, null));
    }

    /** Adam's steps do not grow with the gradient: its rates lie elsewhere and are a knob of their own. */
    @Override
    public Optional<Condition> condition() {
        return Optional.of(new Condition(OptimizerKnob.NAME, Set.copyOf(OptimizerKnob.PLAIN)));
    }

    @Override
    public Domain between(String said, double low, double high) {
        return new FloatDomain(
                Check.positive("the low end of " + said, low),
                Check.positive("the high end of " + said, high),
                Scale.LOG,
                null);
    }

    @Override
    public Optional<Object> of(Recipe recipe, Problem problem) {
        return OptimizerKnob.adapts(recipe.optimizer()) ? Optional.empty() : Optional.of(recipe.learningRate());
    }

    @Override
    public RecipeEdit apply(RecipeEdit recipe, Object value, Problem problem) {
        return recipe.learningRate(((Number) value).doubleValue());
    }
}
