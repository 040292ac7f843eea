package joyul.knob;

import java.util.List;
import java.util.Optional;
import joyul.check.Check;
import joyul.check.InputException;
import joyul.check.Quote;
import joyul.recipe.Recipe;
import joyul.recipe.RecipeEdit;
import joyul.space.ChoiceDomain;
import joyul.space.Domain;

/** The largest global norm of a gradient. Clipping is something that a recipe has or has not, so it is searched by choices. */
record ClippingKnob() implements Knob {
    private static final String NONE = "none";

    @Override
    public String name() {
        return "clip_norm";
    }

    @Override
    public List<String> aliases() {
        return List.of("clip");
    }

    @Override
    public Optional<Domain> domain(Problem problem) {
        return Optional.of(new ChoiceDomain(List.of(NONE, 0.5, 1.0, 2.0, 5.0)));
    }

    @Override
    public Domain between(String said, double low, double high) {
        throw Given.noRange(said);
    }

    /** Any norm may be held, though only some are searched. */
    @Override
    public Object held(String said, Object value, Domain domain) {
        if (value.equals(NONE)) {
            return value;
        }
        if (value instanceof Number number) {
            return Check.positive(said, number.doubleValue());
        }
        throw new InputException(said + " must be a number or none, but was " + Quote.of(value.toString()));
    }

    @Override
    public Optional<Object> of(Recipe recipe, Problem problem) {
        Double norm = recipe.clipNorm();
        return Optional.of(norm == null ? NONE : norm);
    }

    @Override
    public RecipeEdit apply(RecipeEdit recipe, Object value, Problem problem) {
        return recipe.clipNorm(value instanceof Number norm ? norm.doubleValue() : null);
    }
}
