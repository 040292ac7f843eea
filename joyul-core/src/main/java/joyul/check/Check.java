package joyul.check;

import java.util.Collection;
import java.util.Locale;

/** Preconditions whose message is {@code name must be RULE, but was VALUE}; every rule is written so that NaN fails. */
public final class Check {
    private Check() {}

    public static double positive(String name, double value) {
        return that(value > 0 && value < Double.POSITIVE_INFINITY, name, "positive and finite", value);
    }

    public static double notNegative(String name, double value) {
        return that(value >= 0 && value < Double.POSITIVE_INFINITY, name, "0 or more and finite", value);
    }

    public static double finite(String name, double value) {
        return that(Double.isFinite(value), name, "a finite number", value);
    }

    /** {@code low <= value <= high}. */
    public static double within(String name, double value, double low, double high) {
        return that(value >= low && value <= high, name, "in [" + text(low) + ", " + text(high) + "]", value);
    }

    /** {@code low <= value < high}. */
    public static double below(String name, double value, double low, double high) {
        return that(value >= low && value < high, name, "in [" + text(low) + ", " + text(high) + ")", value);
    }

    /** {@code low < value <= high}. */
    public static double above(String name, double value, double low, double high) {
        return that(value > low && value <= high, name, "in (" + text(low) + ", " + text(high) + "]", value);
    }

    public static int atLeast(String name, int value, int low) {
        return (int) atLeast(name, (long) value, low);
    }

    public static long atLeast(String name, long value, long low) {
        if (value < low) {
            throw InputException.mustBe(name, low + " or more", Long.toString(value));
        }
        return value;
    }

    public static double that(boolean holds, String name, String rule, double value) {
        if (!holds) {
            throw InputException.mustBe(name, rule, text(value));
        }
        return value;
    }

    /** The exception for a name that is not among the known ones; its message suggests the nearest known name. */
    public static InputException unknown(String what, String name, Collection<String> known) {
        return new InputException("unknown " + what + " " + Quote.of(name) + "; " + Nearest.hint(name, known)
                + "known: " + String.join(", ", known));
    }

    /** A number as people write it: {@code 0.1}, {@code 32}, {@code 1e-05}. */
    static String text(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        return Double.toString(value);
    }
}
