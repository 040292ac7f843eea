package joyul.sampler;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import joyul.check.InputException;
import joyul.check.Quote;
import joyul.space.ChoiceDomain;
import joyul.space.Domain;
import joyul.space.FloatDomain;
import joyul.space.IntDomain;
import joyul.space.Parameter;
import joyul.space.Point;
import joyul.space.Space;

/** All points of a space at given values, in an order that a seed decides, so that a search cut short has seen all over. */
record Grid(Space space, long seed, List<Point> points) {
    private static final int MOST_POINTS = 100_000;

    /** Conditions are obeyed: a point has a parameter only where that exists. */
    static Grid of(Space space, long seed, Map<String, List<Object>> values) {
        List<Point> points = new ArrayList<>();
        grow(space, Point.empty(), values, points);
        Collections.shuffle(points, new Random(seed));
        return new Grid(space, seed, List.copyOf(points));
    }

    private static void grow(Space space, Point chosen, Map<String, List<Object>> values, List<Point> points) {
        List<Parameter> group = space.nextGroup(chosen);
        if (points.size() >= MOST_POINTS) {
            throw new InputException("a grid must have at most " + MOST_POINTS + " points, but has more; give it fewer"
                    + " values, or draw them by another sampler");
        }
        if (group.isEmpty()) {
            points.add(chosen);
            return;
        }
        // One at a time: the next group has the others still, and what this value opens.
        Parameter next = group.get(0);
        for (Object value : values(next, values)) {
            grow(space, chosen.with(next.name(), value), values, points);
        }
    }

    private static List<Object> values(Parameter parameter, Map<String, List<Object>> given) {
        List<Object> values = given.get(parameter.name());
        return values == null
                ? all(parameter)
                : values.stream().map(value -> accepted(parameter, value)).toList();
    }

    /** A value as the parameter's domain writes it. */
    static Object accepted(Parameter parameter, Object value) {
        Domain domain = parameter.domain();
        if (!domain.contains(value)) {
            throw new InputException("the grid's value of " + parameter.name() + " must be in " + domain + ", but was "
                    + Quote.of(String.valueOf(value)));
        }
        return domain.decode(domain.encode(value));
    }

    private static List<Object> all(Parameter parameter) {
        Domain domain = parameter.domain();
        if (domain instanceof ChoiceDomain listed) {
            return listed.choices();
        }
        if (domain.single()) {
            return List.of(domain.at(0));
        }
        if (domain instanceof IntDomain whole) {
            return LongStream.rangeClosed(0, Math.min((whole.high() - whole.low()) / whole.step(), MOST_POINTS))
                    .mapToObj(step -> (Object) (whole.low() + step * whole.step()))
                    .toList();
        }
        FloatDomain real = (FloatDomain) domain;
        Double width = real.step();
        if (width == null) {
            throw new InputException("a grid must be given the values of " + Quote.of(parameter.name()) + ", which has"
                    + " infinitely many: with(\"" + parameter.name() + "\", ...)");
        }
        return LongStream.rangeClosed(0, Math.min(Math.round((real.high() - real.low()) / width), MOST_POINTS))
                .mapToObj(step -> (Object) real.nearest(real.low() + step * width))
                .toList();
    }
}
