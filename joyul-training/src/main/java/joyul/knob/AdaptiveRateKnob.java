package joyul.knob;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import joyul.recipe.Recipe;
import joyul.recipe.RecipeEdit;
import joyul.space.Condition;
import joyul.space.Domain;
import joyul.space.FloatDomain;
import joyul.space.Scale;

/** The learning rate of optimizers that scale each weight's step, as Adam does. */
record AdaptiveRateKnob() implements Knob {
    static final String NAME = "adaptive_learning_rate";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> aliases() {
        return List.of("adam_lr");
    }

    /** Around the usual .003, as far as networks with and without normalization lie from it. */
    @Override
    public Optional<Domain> domain(Problem problem) {
        return Optional.of(new FloatDomain(1e-4, 0.03, Scale.LOG, null));
    }

    @Override
    public Optional<Condition> condition() {
        return Optional.of(new Condition(OptimizerKnob.NAME, Set.copyOf(OptimizerKnob.ADAPTIVE)));
    }

    @Override
    public Domain between(String said, double low, double high) {
        return new RateKnob().between(said, low, high);
    }

    @Override
    public Optional<Object> of(Recipe recipe, Problem problem) {
        return OptimizerKnob.adapts(recipe.optimizer()) ? Optional.of(recipe.learningRate()) : Optional.empty();
    }

    @Override
    public RecipeEdit apply(RecipeEdit recipe, Object value, Problem problem) {
        return recipe.learningRate(((Number) value).doubleValue());
    }
}
