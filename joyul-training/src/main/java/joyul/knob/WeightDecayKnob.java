package joyul.knob;

import java.util.Optional;
import joyul.optim.Optimizer;
import joyul.recipe.Recipe;
import joyul.recipe.RecipeEdit;
import joyul.space.Domain;
import joyul.space.FloatDomain;
import joyul.space.Scale;

/** How much each step draws the weights towards zero. */
record WeightDecayKnob() implements Knob {
    @Override
    public String name() {
        return "weight_decay";
    }

    @Override
    public Optional<Domain> domain(Problem problem) {
        return OptimizerKnob.turns(problem.base().optimizer())
                ? Optional.of(new FloatDomain(1e-6, 1e-2, Scale.LOG, null))
                : Optional.empty();
    }

    @Override
    public String absence() {
        return OptimizerKnob.FIXED;
    }

    @Override
    public Domain between(String said, double low, double high) {
        return new RateKnob().between(said, low, high);
    }

    @Override
    public Optional<Object> of(Recipe recipe, Problem problem) {
        return Optional.of(recipe.optimizer().weightDecay());
    }

    @Override
    public RecipeEdit apply(RecipeEdit recipe, Object value, Problem problem) {
        Optimizer before = recipe.optimizer();
        return recipe.optimizer(before.retuned(before.momentum(), ((Number) value).doubleValue())
                .orElse(before));
    }
}
