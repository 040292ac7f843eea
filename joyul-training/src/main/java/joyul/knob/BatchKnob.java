package joyul.knob;

import java.util.List;
import java.util.Optional;
import joyul.recipe.Recipe;
import joyul.recipe.RecipeEdit;
import joyul.space.Domain;
import joyul.space.IntDomain;
import joyul.space.Scale;

/** Examples per optimizer step, by the logarithm to base 2. */
record BatchKnob() implements Knob {
    static final String NAME = "log2_batch_size";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> aliases() {
        return List.of("batch", "batch_size");
    }

    @Override
    public Optional<Domain> domain(Problem problem) {
        int low = PowersOfTwo.log2(problem.batches().from());
        int high = PowersOfTwo.log2(problem.batches().to());
        return Optional.of(new IntDomain(low, high, Scale.LINEAR, 1));
    }

    @Override
    public Domain between(String said, double low, double high) {
        return PowersOfTwo.between(said, low, high);
    }

    @Override
    public Object held(String said, Object value, Domain domain) {
        return PowersOfTwo.held(said, value);
    }

    @Override
    public Optional<Object> of(Recipe recipe, Problem problem) {
        return Optional.of((long) PowersOfTwo.log2(recipe.batchSize()));
    }

    @Override
    public RecipeEdit apply(RecipeEdit recipe, Object value, Problem problem) {
        return recipe.batchSize(PowersOfTwo.size(value));
    }
}
