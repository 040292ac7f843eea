package joyul.space;

import java.util.HashSet;
import java.util.List;
import joyul.check.Check;
import joyul.check.InputException;
import joyul.check.Quote;

/** A finite list of choices without order: strings, numbers or booleans (Optuna: categorical distribution). */
public record ChoiceDomain(List<Object> choices) implements Domain {
    public ChoiceDomain {
        choices = choices.stream().map(ChoiceDomain::supported).toList();
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
        return choice instanceof Float number ? (Object) number.doubleValue() : choice;
    }

    private static Object supported(Object choice) {
        Object canonical = canonical(choice);
        if (canonical instanceof String
                || canonical instanceof Boolean
                || canonical instanceof Long
                || canonical instanceof Double) {
            return canonical;
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
            throw new InputException(Quote.of(String.valueOf(value)) + " must be one of " + choices);
        }
        return index;
    }

    @Override
    public Object decode(double code) {
        return choices.get((int) code);
    }

    @Override
    public boolean single() {
        return choices.size() == 1;
    }

    @Override
    public Object at(double share) {
        int index = (int) (share * choices.size());
        return choices.get(Math.min(Math.max(index, 0), choices.size() - 1));
    }

    @Override
    public boolean sameKind(Domain other) {
        return equals(other);
    }

    /** As it reads in a message: {@code [none, ghost]}. */
    @Override
    public String toString() {
        return choices.toString();
    }
}
