package joyul.space;

import java.util.HashSet;
import java.util.List;
import joyul.check.Check;
import joyul.check.InputException;

/** A finite list of choices without order: strings, numbers or booleans (Optuna: categorical distribution). */
public record ChoiceDomain(List<Object> choices) implements Domain {
    public ChoiceDomain {
        choices = choices.stream().map(ChoiceDomain::canonical).toList();
        Check.atLeast("number of choices", choices.size(), 1);
        if (new HashSet<>(choices).size() < choices.size()) {
            throw new InputException("choices must differ from each other, but were " + choices);
        }
    }

    /** Whole numbers as {@link Long} and other numbers as {@link Double}, so that equality survives storage. */
    private static Object canonical(Object choice) {
        if (choice instanceof Integer || choice instanceof Short || choice instanceof Byte) {
            return ((Number) choice).longValue();
        }
        if (choice instanceof Float number) {
            return number.doubleValue();
        }
        if (choice instanceof String
                || choice instanceof Boolean
                || choice instanceof Long
                || choice instanceof Double) {
            return choice;
        }
        throw new InputException("a choice must be text, a number or true/false, but was " + choice);
    }

    @Override
    public boolean contains(Object value) {
        return choices.contains(canonical(value));
    }

    @Override
    public double encode(Object value) {
        int index = choices.indexOf(canonical(value));
        if (index < 0) {
            throw new InputException("'" + value + "' must be one of " + choices);
        }
        return index;
    }

    @Override
    public Object decode(double code) {
        return choices.get((int) code);
    }
}
