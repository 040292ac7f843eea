package joyul.knob;

import java.util.Optional;
import joyul.loss.CrossEntropy;
import joyul.recipe.Recipe;
import joyul.recipe.RecipeEdit;
import joyul.space.Domain;
import joyul.space.FloatDomain;
import joyul.space.Scale;

/** The share of each label that is spread over all classes. What is evaluated stays the loss without smoothing. */
record LabelSmoothingKnob() implements Knob {
    @Override
    public String name() {
        return "label_smoothing";
    }

    @Override
    public Optional<Domain> domain(Problem problem) {
        return problem.base().loss() instanceof CrossEntropy
                ? Optional.of(new FloatDomain(0, 0.2, Scale.LINEAR, null))
                : Optional.empty();
    }

    @Override
    public String absence() {
        return "the loss is not cross-entropy; leave it out";
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
        return recipe.loss() instanceof CrossEntropy loss ? Optional.of(loss.labelSmoothing()) : Optional.empty();
    }

    @Override
    public RecipeEdit apply(RecipeEdit recipe, Object value, Problem problem) {
        return isOff(value) && !(problem.base().loss() instanceof CrossEntropy)
                ? recipe
                : recipe.loss(new CrossEntropy(((Number) value).doubleValue()));
    }
}
