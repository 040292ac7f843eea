package joyul.tune;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import joyul.knob.Knobs;
import joyul.space.ChoiceDomain;
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

    private static final String AUGMENTATION = "augmentation";

    /**
     * Those of which everything can be turned, in the order of belief. It is that of recorded runs three times as long
     * as the default's, but for the second: what helps pictures of things, which are the same seen in a mirror, does not
     * help digits, and two runs may be all that there is time for. Label smoothing never lowered the loss.
     */
    static List<Strength> of(Knobs knobs) {
        Space space = knobs.space();
        List<Strength> order = new ArrayList<>();
        // The knob lists its kinds from the mildest to the strongest.
        Parameter images = space.find(AUGMENTATION);
        if (images != null && images.domain() instanceof ChoiceDomain kinds) {
            order.add(of(
                    Map.of(AUGMENTATION, kinds.choices().get(kinds.choices().size() - 1)), 1));
        }
        order.add(of(Map.of(AUGMENTATION, "shift=1"), 1));
        order.add(of(Map.of(AUGMENTATION, "shift=1,flip"), 1));
        order.add(of(Map.of(), MORE_DECAY));
        order.add(of(Map.of("dropout", 0.3), MORE_DECAY));
        return order.stream().filter(each -> each.fits(knobs, space)).toList();
    }

    private static Strength of(Map<String, Object> values, double decay) {
        return new Strength(Point.of(values), decay);
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
