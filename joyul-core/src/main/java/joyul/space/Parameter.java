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

    /** Real numbers from low to high: {@code floating("lr", 1e-5, 0.1).log()}. */
    public static FloatParameter floating(String name, double low, double high) {
        return new FloatParameter(new Parameter(name, new FloatDomain(low, high, Scale.LINEAR, null)));
    }

    /** Whole numbers from low to high, both included. */
    public static IntParameter integer(String name, int low, int high) {
        return new IntParameter(new Parameter(name, new IntDomain(low, high, Scale.LINEAR, 1)));
    }

    /** One of the choices: texts, numbers, booleans, enum constants ({@code Norm.values()}) or records. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public static <T> ChoiceParameter<T> choice(String name, T... choices) {
        return ChoiceParameter.of(name, choices);
    }

    boolean exists(Point point) {
        return condition == null || condition.holds(point);
    }
}
