package joyul.knob;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import joyul.check.Check;
import joyul.check.InputException;
import joyul.recipe.Recipe;
import joyul.recipe.RecipeEdit;
import joyul.space.ChoiceDomain;
import joyul.space.Condition;
import joyul.space.Domain;
import joyul.space.FloatDomain;
import joyul.space.Point;
import joyul.space.Scale;

/**
 * A training hyper-parameter that a tune turns: its names, where its values lie, where the search starts, and what a value
 * changes in a recipe. Immutable.
 *
 * <p>A knob of one's own is one expression:
 *
 * <pre>{@code
 * Knob clip = Knob.floating("clip", 0.1, 10, Scale.LOG, RecipeEdit::clipNorm, recipe -> Optional.ofNullable(recipe.clipNorm()));
 * }</pre>
 */
public interface Knob {
    /** What the study calls it, and people may. */
    String name();

    /** What else people call it. */
    default List<String> aliases() {
        return List.of();
    }

    /** Where its values lie unless a range is given; empty where the recipe has nothing that it could turn. */
    Optional<Domain> domain(Problem problem);

    /** Why {@link #domain} is empty: {@code the network has no place for a normalization}. */
    default String absence() {
        return "the recipe has nothing that it could turn";
    }

    /** Where it matters, by another knob's value; empty: always. */
    default Optional<Condition> condition() {
        return Optional.empty();
    }

    /**
     * The domain over a range that was asked for.
     *
     * @param said the name it was asked for by
     * @throws InputException where an end is no value of this knob, or it has choices
     */
    Domain between(String said, double low, double high);

    /**
     * A value to hold it at, as the study writes it.
     *
     * @param said the name it was given by
     * @throws InputException where no recipe could have it
     */
    default Object held(String said, Object value, Domain domain) {
        if (domain instanceof ChoiceDomain choices) {
            Object plain = value instanceof Double number && number == Math.rint(number) ? number.longValue() : value;
            if (choices.contains(value) || choices.contains(plain)) {
                return choices.contains(value) ? value : plain;
            }
            throw Check.unknown(
                    said,
                    String.valueOf(value),
                    choices.choices().stream().map(String::valueOf).toList());
        }
        Given.number(said, value);
        return value;
    }

    /** Whether holding it at the value is the same as not having it, so that it may be said of any recipe. */
    default boolean isOff(Object value) {
        return false;
    }

    /** The value that a recipe has, as the study writes it; empty where it has none that the study could write. */
    Optional<Object> of(Recipe recipe, Problem problem);

    /**
     * The recipe with the knob at a value. Knobs are turned in the order of {@link Knobs#ALL}, after the epochs are set.
     *
     * @param value as the study writes it
     */
    RecipeEdit apply(RecipeEdit recipe, Object value, Problem problem);

    /**
     * Points worth a trial whatever the sampler thinks.
     *
     * @param start the base recipe's own
     */
    default List<Point> alternatives(Point start, Problem problem) {
        return List.of();
    }

    /** A knob that takes real numbers. */
    static Knob floating(
            String name,
            double low,
            double high,
            Scale scale,
            BiFunction<RecipeEdit, Double, RecipeEdit> apply,
            Function<Recipe, Optional<Double>> of) {
        return new OwnKnob(
                name,
                new FloatDomain(low, high, scale, null),
                (edit, value) -> apply.apply(edit, ((Number) value).doubleValue()),
                recipe -> of.apply(recipe).map(Object.class::cast));
    }

    /** A knob that takes one of some choices: texts, numbers or truths. */
    static Knob choice(
            String name,
            List<?> choices,
            BiFunction<RecipeEdit, Object, RecipeEdit> apply,
            Function<Recipe, Optional<Object>> of) {
        return new OwnKnob(name, new ChoiceDomain(List.copyOf(choices)), apply, of);
    }
}
