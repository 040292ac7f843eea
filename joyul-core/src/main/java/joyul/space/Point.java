package joyul.space;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import joyul.check.InputException;
import joyul.check.Nearest;
import joyul.check.Quote;

/** One choice of values: an immutable, ordered map from parameter names to {@link Double}, {@link Long} or choices. */
public final class Point {
    private static final Point EMPTY = new Point(Map.of());

    private final Map<String, Object> values;

    private Point(Map<String, Object> values) {
        this.values = Collections.unmodifiableMap(values);
    }

    public static Point empty() {
        return EMPTY;
    }

    public static Point of(Map<String, ?> values) {
        return new Point(new LinkedHashMap<>(values));
    }

    /** This point with one value more, or replaced. */
    public Point with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(values);
        more.put(name, value);
        return new Point(more);
    }

    /** This point with all values of the other; the other's win. */
    public Point with(Point other) {
        Map<String, Object> more = new LinkedHashMap<>(values);
        more.putAll(other.values);
        return new Point(more);
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    public Object value(String name) {
        Object value = values.get(name);
        if (value == null) {
            throw new InputException("the point has no parameter " + Quote.of(name) + "; " + Nearest.hint(name, names())
                    + "it has " + String.join(", ", names()));
        }
        return value;
    }

    public double get(FloatParameter parameter) {
        return parameter.read(value(parameter.parameter().name()));
    }

    public int get(IntParameter parameter) {
        return parameter.read(value(parameter.parameter().name()));
    }

    public <T> T get(ChoiceParameter<T> parameter) {
        return parameter.read(value(parameter.parameter().name()));
    }

    /** Whether the point has the parameter: one with a condition exists only where that holds. */
    public boolean has(TypedParameter<?> parameter) {
        return has(parameter.parameter().name());
    }

    public double number(String name) {
        if (value(name) instanceof Number number) {
            return number.doubleValue();
        }
        throw new InputException(name + " must be a number, but was " + value(name));
    }

    public int integer(String name) {
        return Math.toIntExact(Math.round(number(name)));
    }

    public String text(String name) {
        return String.valueOf(value(name));
    }

    public Set<String> names() {
        return values.keySet();
    }

    public Map<String, Object> asMap() {
        return values;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Point point && values.equals(point.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
