package joyul.tune;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import joyul.knob.Knobs;
import joyul.space.FloatDomain;
import joyul.space.Parameter;
import joyul.space.Point;
import joyul.space.Space;

/**
 * More regularisation than a point has.
 *
 * @param values of knobs that the search holds
 * @param decay by how much the weight decay is multiplied
 */
record Strength(Point values, double decay) {
    private static final String WEIGHT_DECAY = "weight_decay";
    private static final double MORE_DECAY = 4;

    /**
     * In the order in which they helped runs three times as long as the default's, on recorded problems: other images
     * where inputs are images, then more weight decay, then dropout with it. Label smoothing never lowered the loss.
     */
    private static final List<Strength> ORDER = List.of(
            of(Map.of("augmentation", "shift=1,flip"), 1),
            of(Map.of("augmentation", "shift=1"), 1),
            of(Map.of(), MORE_DECAY),
            of(Map.of("dropout", 0.3), MORE_DECAY));

    private static Strength of(Map<String, Object> values, double decay) {
        return new Strength(Point.of(values), decay);
    }

    /** Those of which everything can be turned. */
    static List<Strength> of(Knobs knobs) {
        Space space = knobs.space();
        return ORDER.stream().filter(each -> each.fits(knobs, space)).toList();
    }

    private boolean fits(Knobs knobs, Space space) {
        Stream<String> held = values.names().stream();
        return held.allMatch(name -> knobs.held().has(name) && takes(space, name, values.value(name)))
                && (decay == 1 || space.find(WEIGHT_DECAY) != null);
    }

    private static boolean takes(Space space, String name, Object value) {
        Parameter parameter = space.find(name);
        return parameter != null && parameter.domain().contains(value);
    }

    /** A point with this beside what it has; the weight decay stays in its range. */
    Point on(Point point, Space space) {
        Point more = point.with(values);
        Parameter parameter = space.find(WEIGHT_DECAY);
        return decay != 1
                        && parameter != null
                        && parameter.domain() instanceof FloatDomain range
                        && point.has(WEIGHT_DECAY)
                ? more.with(WEIGHT_DECAY, Math.min(range.high(), decay * point.number(WEIGHT_DECAY)))
                : more;
    }
}
