package joyul.knob;

import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import joyul.recipe.Recipe;
import joyul.recipe.RecipeEdit;
import joyul.space.Domain;
import joyul.space.FloatDomain;

/** A knob that somebody made of a name, a domain and two functions. */
record OwnKnob(
        String name,
        Domain values,
        BiFunction<RecipeEdit, Object, RecipeEdit> applied,
        Function<Recipe, Optional<Object>> read)
        implements Knob {
    @Override
    public Optional<Domain> domain(Problem problem) {
        return Optional.of(values);
    }

    @Override
    public Domain between(String said, double low, double high) {
        if (values instanceof FloatDomain real) {
            return new FloatDomain(low, high, real.scale(), real.step());
        }
        throw Given.noRange(said);
    }

    @Override
    public Optional<Object> of(Recipe recipe, Problem problem) {
        return read.apply(recipe);
    }

    @Override
    public RecipeEdit apply(RecipeEdit recipe, Object value, Problem problem) {
        return applied.apply(recipe, value);
    }
}
