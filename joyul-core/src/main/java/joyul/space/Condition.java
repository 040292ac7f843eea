package joyul.space;

import java.util.Set;

/** A parameter exists only where its parent took one of these values. */
public record Condition(String parent, Set<Object> values) {
    public Condition {
        values = Set.copyOf(values);
    }

    /** Whether the point has the parent at one of the values. */
    public boolean holds(Point point) {
        return point.has(parent) && values.contains(point.value(parent));
    }
}
