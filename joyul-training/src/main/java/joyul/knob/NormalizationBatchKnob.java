package joyul.knob;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import joyul.norm.GhostBatchNorm;
import joyul.recipe.Recipe;
import joyul.recipe.RecipeEdit;
import joyul.space.Condition;
import joyul.space.Domain;
import joyul.space.IntDomain;
import joyul.space.Scale;

/** Examples that ghost batch norm normalises together, by the logarithm to base 2; at most half of the batch. */
record NormalizationBatchKnob() implements Knob {
    static final String NAME = "log2_normalization_batch";

    /** The 32 of <em>Rethinking "Batch" in BatchNorm</em>. */
    static final long USUAL = 5;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> aliases() {
        return List.of("normalization_batch");
    }

    @Override
    public Optional<Domain> domain(Problem problem) {
        return problem.base().network().hasPlaces()
                ? Optional.of(new IntDomain(3, 7, Scale.LINEAR, 1))
                : Optional.empty();
    }

    @Override
    public String absence() {
        return new NormalizationKnob().absence();
    }

    @Override
    public Optional<Condition> condition() {
        return Optional.of(new Condition(NormalizationKnob.NAME, Set.of(NormalizationKnob.GHOST)));
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
        return recipe.normalization() instanceof GhostBatchNorm ghost
                ? Optional.of((long) PowersOfTwo.log2(ghost.size()))
                : Optional.empty();
    }

    @Override
    public RecipeEdit apply(RecipeEdit recipe, Object value, Problem problem) {
        return recipe.normalization() instanceof GhostBatchNorm
                ? recipe.normalization(ghost(value, recipe.batchSize()))
                : recipe;
    }

    static GhostBatchNorm ghost(Object exponent, int batch) {
        return new GhostBatchNorm(Math.min(PowersOfTwo.size(exponent), Math.max(2, batch / 2)));
    }
}
