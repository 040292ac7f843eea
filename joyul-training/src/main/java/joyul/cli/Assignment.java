package joyul.cli;

import joyul.check.InputException;
import joyul.check.Quote;
import joyul.tune.Tune;

/** What {@code --fix KEY=VALUE} and {@code --range KEY=LOW..HIGH} say to a tune. */
final class Assignment {
    private final String option;
    private final String text;
    private final String key;
    private final String value;

    private Assignment(String option, String text) {
        int equals = text.indexOf('=');
        this.option = option;
        this.text = text;
        key = equals < 0 ? "" : text.substring(0, equals).strip();
        value = equals < 0 ? "" : text.substring(equals + 1).strip();
    }

    /** Holds a knob at a value: {@code batch=64}, {@code normalization=none}. */
    static void fix(Tune tune, String text) {
        Assignment fix = new Assignment("--fix", text);
        if (fix.key.isEmpty() || fix.value.isEmpty()) {
            throw fix.wrong("KEY=VALUE such as batch=64");
        }
        tune.fix(fix.key, plain(fix.value));
    }

    /** Searches a knob over a range: {@code lr=0.01..1}. */
    static void range(Tune tune, String text) {
        Assignment range = new Assignment("--range", text);
        int dots = range.value.indexOf("..");
        if (range.key.isEmpty() || dots < 0) {
            throw range.wrong("KEY=LOW..HIGH such as lr=0.01..1");
        }
        tune.range(
                range.key, range.number(range.value.substring(0, dots)), range.number(range.value.substring(dots + 2)));
    }

    private double number(String part) {
        if (plain(part) instanceof Double number) {
            return number;
        }
        throw wrong("KEY=LOW..HIGH such as lr=0.01..1");
    }

    /** A number where it is one, else the text. */
    private static Object plain(String value) {
        try {
            return Double.valueOf(value);
        } catch (NumberFormatException e) {
            return value;
        }
    }

    private InputException wrong(String rule) {
        return new InputException(option + " needs " + rule + ", but was " + Quote.of(text));
    }
}
