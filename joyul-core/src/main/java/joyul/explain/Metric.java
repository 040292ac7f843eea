package joyul.explain;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * An accuracy or R² as every terminal line, table and page writes it: {@code 88.35 %}, {@code 0.5120}.
 *
 * @param accuracy whether it is one; else R²
 * @param value an accuracy in [0, 1]
 */
public record Metric(boolean accuracy, double value) {
    /** The figure alone, as a column with its unit in the heading shows it: {@code 88.35}. */
    public String figure() {
        return accuracy ? hundredths(100 * value) : Digits.fixed(value, 4);
    }

    public String text() {
        return accuracy ? figure() + " %" : figure();
    }

    /** With the standard error that so many examples leave: {@code 88.35 % ± 0.72}. */
    public String text(int examples) {
        if (!accuracy) {
            return text();
        }
        OptionalDouble error = error(examples);
        return text() + (error.isPresent() ? " ± " + hundredths(100 * error.getAsDouble()) : " ± unknown (1 example)");
    }

    /**
     * The binomial standard error of an accuracy: what another draw of as many examples would change. Where all of them are
     * right, or none, the next would not be as likely to be: Laplace's estimate, one more of each kind, stands for the rate.
     */
    OptionalDouble error(int examples) {
        if (examples < 2 || !(value >= 0 && value <= 1)) {
            return OptionalDouble.empty();
        }
        double rate = value == 0 || value == 1 ? (value * examples + 1) / (examples + 2) : value;
        return OptionalDouble.of(Math.sqrt(rate * (1 - rate) / examples));
    }

    private static String hundredths(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
