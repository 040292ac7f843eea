package joyul.explain;

import java.util.LinkedHashMap;
import java.util.Map;
import joyul.space.Point;
import joyul.study.Trial;

/**
 * Trials as they trained. A tune cuts a normalization batch to the batch, and notes what a run really had under the knob's
 * plain name ({@code normalization_batch}); that is what is shown and judged, not what the sampler chose.
 */
public final class Effective {
    /** The attribute with the values that were chosen but did not train, by parameter. */
    private static final String CHOSEN = "joyul:chosen";

    private Effective() {}

    public static Trial of(Trial trial) {
        Point point = trial.point();
        Map<String, Object> chosen = new LinkedHashMap<>();
        for (String name : trial.point().names()) {
            Knob knob = new Knob(name);
            if (knob.doubles() && trial.attributes().get(knob.plainName()) instanceof Number size) {
                long log = Math.round(Math.log(size.doubleValue()) / Math.log(2));
                if (log != Math.round(point.number(name))) {
                    chosen.put(name, point.value(name));
                    point = point.with(name, log);
                }
            }
        }
        if (chosen.isEmpty()) {
            return trial;
        }
        Map<String, Object> attributes = new LinkedHashMap<>(trial.attributes());
        attributes.put(CHOSEN, chosen);
        return new Trial(
                trial.id(),
                trial.number(),
                trial.state(),
                trial.value(),
                point,
                trial.domains(),
                trial.readings(),
                attributes,
                trial.started(),
                trial.completed());
    }

    /** Whether something else than the parameter's own range set its value: then its ends say nothing. */
    static boolean isCut(Trial trial, String parameter) {
        return trial.attributes().get(CHOSEN) instanceof Map<?, ?> chosen && chosen.containsKey(parameter);
    }
}
