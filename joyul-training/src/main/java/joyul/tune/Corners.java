package joyul.tune;

import java.util.List;
import joyul.data.Data;
import joyul.knob.Knobs;
import joyul.recipe.Recipe;
import joyul.space.ChoiceDomain;
import joyul.space.Domain;
import joyul.space.FloatDomain;
import joyul.space.IntDomain;
import joyul.space.Parameter;
import joyul.space.Point;

/**
 * The recipes at the ends of what a tune searches: all knobs at the low ends of their ranges, and all at the high ends, with
 * each normalization. What a recipe or the data refuse of a knob they refuse at one of its ends.
 */
final class Corners {
    private Corners() {}

    /** Refuses knobs at which some recipe could not be trained on the data. */
    static void check(Knobs knobs, Recipe base, Data data) {
        knobs.check();
        for (Object normalization : normalizations(knobs)) {
            for (boolean high : new boolean[] {false, true}) {
                Point corner = Point.empty();
                for (Parameter parameter : knobs.space().parameters()) {
                    Object value = end(parameter.domain(), high, normalization);
                    corner = corner.with(parameter.name(), value);
                }
                knobs.recipe(base, corner, base.epochs(), base.seed()).check(data);
            }
        }
    }

    private static List<Object> normalizations(Knobs knobs) {
        Parameter searched = knobs.space().find(Knobs.NORMALIZATION);
        return searched != null && searched.domain() instanceof ChoiceDomain kinds ? kinds.choices() : List.of("");
    }

    private static Object end(Domain domain, boolean high, Object normalization) {
        if (domain instanceof FloatDomain real) {
            return high ? real.high() : real.low();
        }
        if (domain instanceof IntDomain whole) {
            return high ? whole.high() : whole.low();
        }
        List<Object> choices = ((ChoiceDomain) domain).choices();
        return choices.contains(normalization) ? normalization : choices.get(0);
    }
}
