package joyul.space;

import java.util.Arrays;
import java.util.List;
import joyul.check.InputException;

/**
 * A parameter with a list of choices; immutable. Text, numbers and booleans are kept as they are; an enum constant by its
 * name and a record by its text, {@code Adam[beta=0.9]}, so that a study reads as it was written in any process.
 *
 * @param choices in the order of the domain's
 */
public record ChoiceParameter<T>(Parameter parameter, List<T> choices) implements TypedParameter<T> {
    public ChoiceParameter {
        choices = List.copyOf(choices);
    }

    static <T> ChoiceParameter<T> of(String name, T[] choices) {
        List<Object> kept = Arrays.stream(choices).map(ChoiceParameter::kept).toList();
        return new ChoiceParameter<>(new Parameter(name, new ChoiceDomain(kept)), Arrays.asList(choices));
    }

    private static Object kept(Object choice) {
        if (choice instanceof Enum<?> constant) {
            return constant.name();
        }
        if (choice instanceof Record) {
            return choice.toString();
        }
        if (choice instanceof String || choice instanceof Number || choice instanceof Boolean) {
            return choice;
        }
        throw new InputException(
                "a choice must be text, a number, true/false, an enum constant or a record, but was of "
                        + choice.getClass());
    }

    /** Existing only where the parent took one of the values. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final <P> ChoiceParameter<T> when(TypedParameter<P> parent, P... values) {
        return new ChoiceParameter<>(TypedParameter.conditional(parameter, parent, values), choices);
    }

    @Override
    public T read(Object value) {
        return choices.get((int) parameter.domain().encode(value));
    }

    @Override
    public Object write(T value) {
        return kept(value);
    }
}
