package joyul.knob;

import joyul.check.InputException;

/** What knobs with choices have in common. */
final class Choices {
    private Choices() {}

    /** The refusal of a range for a knob that has choices. */
    static InputException noRange(String said) {
        return new InputException(said + " has choices, not a range; fix it to one of them");
    }
}
