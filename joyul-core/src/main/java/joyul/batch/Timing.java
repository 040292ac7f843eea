package joyul.batch;

import java.util.Collection;

/**
 * How long something takes, from several rounds: a single dip of the machine moves neither median nor spread by much.
 *
 * @param median of the rounds
 * @param spread the distance of the quartiles over the median; NaN where there was one round only
 */
public record Timing(double median, double spread) {
    /** Beyond this spread the machine is too busy for its times to be compared. */
    public static final double BUSY = 0.25;

    /** Of one time a round. */
    public static Timing of(Collection<Double> rounds) {
        double[] ordered =
                rounds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        double median = quantile(ordered, 0.5);
        double spread = (quantile(ordered, 0.75) - quantile(ordered, 0.25)) / median;
        return new Timing(median, ordered.length > 1 ? spread : Double.NaN);
    }

    /** Between the two nearest of the ordered values. */
    private static double quantile(double[] ordered, double share) {
        double place = share * (ordered.length - 1);
        int below = (int) place;
        double above = ordered[Math.min(below + 1, ordered.length - 1)];
        return ordered[below] + (place - below) * (above - ordered[below]);
    }

    /** Whether a time can be true at all: finite and positive, its spread too where it has one. */
    public boolean isPlausible() {
        return median > 0 && Double.isFinite(median) && !(spread < 0) && !Double.isInfinite(spread);
    }

    /** Whether the rounds differ by so much that something else used the machine. */
    public boolean isBusy() {
        return spread > BUSY;
    }
}
