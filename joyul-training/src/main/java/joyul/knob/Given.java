package joyul.knob;

import joyul.check.InputException;
import joyul.check.Quote;

/** What is given to a knob, held against what it takes. */
final class Given {
    private Given() {}

    /** The refusal of a range for a knob that has choices. */
    static InputException noRange(String said) {
        return new InputException(said + " has choices, not a range; fix it to one of them");
    }

    /** A value that was given to a knob without choices. */
    static double number(String said, Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        throw new InputException(said + " must be a number, but was " + Quote.of(value.toString()));
    }
}
