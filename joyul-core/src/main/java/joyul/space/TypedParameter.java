package joyul.space;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A parameter that knows the Java type of its values, made by {@link Parameter#floating}, {@link Parameter#integer} and
 * {@link Parameter#choice}: what is read by it needs no name and no cast.
 */
public sealed interface TypedParameter<T> permits FloatParameter, IntParameter, ChoiceParameter {
    Parameter parameter();

    /** The Java value that a point's value stands for. */
    T read(Object value);

    /** The value of a point that stands for a Java value. */
    Object write(T value);

    /** The parameter, existing only where a parent took one of the values. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    static <P> Parameter conditional(Parameter child, TypedParameter<P> parent, P... values) {
        Set<Object> written = new LinkedHashSet<>();
        Arrays.stream(values).map(parent::write).forEach(written::add);
        return new Parameter(
                child.name(), child.domain(), new Condition(parent.parameter().name(), written));
    }
}
