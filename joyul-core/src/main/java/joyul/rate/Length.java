package joyul.rate;

import joyul.check.Check;
import joyul.check.InputException;

/** A number of scheduler steps, given as a count ({@code 500}) or as a share of the run ({@code "5%"}). */
public sealed interface Length {
    /** The whole run: what an omitted {@code T_max} or {@code total_steps} means. */
    Length WHOLE_RUN = new Share(100);

    static Length of(long steps) {
        return new Count(steps);
    }

    static Length percent(double percent) {
        return new Share(percent);
    }

    /** Reads {@code 5%}; a count is a number, not a text. */
    static Length parse(String name, String text) {
        String trimmed = text.strip();
        if (trimmed.endsWith("%")) {
            try {
                double percent = Double.parseDouble(trimmed.substring(0, trimmed.length() - 1));
                return new Share(Check.above(name + " in percent of the run", percent, 0, 100));
            } catch (NumberFormatException notNumber) {
                // Falls through to the message below, which names the parameter.
            }
        }
        throw new InputException(
                name + " must be a number of steps or a share of the run such as '5%', but was '" + text + "'");
    }

    /** The count, for a run of so many scheduler steps. */
    Count resolved(long totalSteps);

    /**
     * The number of steps.
     *
     * @param name the parameter's name, for the message
     * @throws InputException if this is a share of a run whose length is not known
     */
    long steps(String name);

    /** A plain value for text, JSON and YAML: a number, or a text such as {@code "5%"}. */
    Object plain();

    /** So many steps. */
    record Count(long value) implements Length {
        public Count {
            Check.atLeast("a number of steps", value, 0);
        }

        @Override
        public Count resolved(long totalSteps) {
            return this;
        }

        @Override
        public long steps(String name) {
            return value;
        }

        @Override
        public Object plain() {
            return value;
        }
    }

    /** So many percent of the run. */
    record Share(double percent) implements Length {
        public Share {
            Check.above("a share of the run in percent", percent, 0, 100);
        }

        /** Rounded to the nearest step, at least one. */
        @Override
        public Count resolved(long totalSteps) {
            return new Count(Math.max(1, Math.round(totalSteps * (percent / 100))));
        }

        @Override
        public long steps(String name) {
            String part = percent == 100 ? "as long as the run" : plain() + " of the run";
            throw new InputException(
                    name + " is " + part + ", whose length is not known here; give " + name + " as a number of steps");
        }

        @Override
        public Object plain() {
            String number = Numbers.shortest(percent);
            return (number.endsWith(".0") ? number.substring(0, number.length() - 2) : number) + "%";
        }
    }
}
