package joyul.space;

import joyul.check.InputException;
import joyul.check.Quote;
import org.jspecify.annotations.Nullable;

/** One named thing that may vary, with its domain and, where it exists only sometimes, the condition. */
public record Parameter(
        String name, Domain domain, @Nullable Condition condition) {
    public Parameter {
        if (name.isBlank() || name.length() > 512) {
            throw new InputException("a parameter's name must have 1 to 512 characters, but was " + Quote.of(name));
        }
    }

    public Parameter(String name, Domain domain) {
        this(name, domain, null);
    }

    boolean exists(Point point) {
        return condition == null || condition.holds(point);
    }
}
