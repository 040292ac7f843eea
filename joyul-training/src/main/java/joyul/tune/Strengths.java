package joyul.tune;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import joyul.knob.Knobs;
import joyul.space.Parameter;
import joyul.space.Point;

/** More regularisation than a recipe has, in the order in which it is likely to help a longer run. */
final class Strengths {
    private static final List<Map<String, Object>> ORDER = List.of(
            Map.of("dropout", 0.2, "label_smoothing", 0.05),
            Map.of("dropout", 0.3),
            Map.of("label_smoothing", 0.1));

    private Strengths() {}

    /** Those that change a knob which the tune holds by itself. */
    static List<Point> of(Knobs knobs) {
        List<Point> strengths = new ArrayList<>();
        for (Map<String, Object> strength : ORDER) {
            Point point = Point.empty();
            for (String name : knobs.held().names()) {
                Parameter parameter = knobs.space().find(name);
                Object value = strength.get(name);
                if (value != null && parameter != null && parameter.domain().contains(value)) {
                    point = point.with(name, value);
                }
            }
            if (!point.names().isEmpty() && !strengths.contains(point)) {
                strengths.add(point);
            }
        }
        return strengths;
    }
}
