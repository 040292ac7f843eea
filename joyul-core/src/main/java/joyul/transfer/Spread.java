package joyul.transfer;

import java.util.Arrays;
import joyul.explain.Chance;

/**
 * The mean of a figure over seeds, and how sure it is.
 *
 * @param error the standard error of the mean; NaN where there is one seed only
 */
public record Spread(double mean, double error) {
    /** Of one figure a seed. */
    public static Spread of(double... values) {
        double mean = Arrays.stream(values).average().orElse(Double.NaN);
        double squares = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        return new Spread(mean, Math.sqrt(squares / (values.length - 1) / values.length));
    }

    /** Whether two means differ by more than two standard errors of their difference. */
    boolean differsFrom(Spread other) {
        return Math.abs(mean - other.mean) > Chance.ERRORS * Math.hypot(error, other.error);
    }
}
