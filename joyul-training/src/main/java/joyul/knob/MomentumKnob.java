package joyul.knob;

import java.util.Optional;
import joyul.optim.Optimizer;
import joyul.recipe.Recipe;
import joyul.recipe.RecipeEdit;
import joyul.space.Domain;
import joyul.space.FloatDomain;
import joyul.space.Scale;

/** The weight of the past in the running gradient: SGD's momentum, Adam's first beta. */
record MomentumKnob() implements Knob {
    @Override
    public String name() {
        return "momentum";
    }

    @Override
    public Optional<Domain> domain(Problem problem) {
        return OptimizerKnob.turns(problem.base().optimizer())
                ? Optional.of(new FloatDomain(0.6, 0.98, Scale.LINEAR, null))
                : Optional.empty();
    }

    @Override
    public String absence() {
        return OptimizerKnob.FIXED;
    }

    @Override
    public Domain between(String said, double low, double high) {
        return Shares.between(said, low, high);
    }

    @Override
    public Optional<Object> of(Recipe recipe, Problem problem) {
        return Optional.of(recipe.optimizer().momentum());
    }

    @Override
    public RecipeEdit apply(RecipeEdit recipe, Object value, Problem problem) {
        Optimizer before = recipe.optimizer();
        return recipe.optimizer(before.retuned(((Number) value).doubleValue(), before.weightDecay())
                .orElse(before));
    }
}
