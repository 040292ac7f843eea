package joyul.data;

import joyul.check.Check;
import joyul.check.InputException;

/** How large a part of the examples is; its text is {@code 0.1}, {@code 1000} or {@code given}. */
public sealed interface Portion {
    /** How many of {@code examples}. */
    int of(int examples);

    /** Reads the text form: below 1 a share, a whole number a count, {@code given} a part with files of its own. */
    static Portion parse(String text) {
        String trimmed = text.trim();
        if (trimmed.equals("given")) {
            return new Given();
        }
        try {
            return trimmed.matches("\\d+")
                    ? new Count(Integer.parseInt(trimmed))
                    : new Share(Double.parseDouble(trimmed));
        } catch (NumberFormatException e) {
            throw new InputException(
                    "a portion must be a share like 0.1, a count like 1000 or 'given', but was '" + text + "'", e);
        }
    }

    /** A share of the examples, rounded to the nearest count but at least one example. */
    record Share(double share) implements Portion {
        public Share {
            Check.that(share > 0 && share < 1, "share", "in (0, 1)", share);
        }

        @Override
        public int of(int examples) {
            return Math.max(1, (int) Math.rint(share * examples));
        }

        @Override
        public String toString() {
            return Double.toString(share);
        }
    }

    /** A number of examples, 1 or more. */
    record Count(int count) implements Portion {
        public Count {
            Check.atLeast("count", count, 1);
        }

        @Override
        public int of(int examples) {
            return count;
        }

        @Override
        public String toString() {
            return Integer.toString(count);
        }
    }

    /** A part that comes in files of its own and takes nothing from the examples. */
    record Given() implements Portion {
        @Override
        public int of(int examples) {
            return 0;
        }

        @Override
        public String toString() {
            return "given";
        }
    }
}
