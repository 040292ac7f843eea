package joyul.firstrate;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How Joyul's own range test is made and read: eight steps a decade, and a centred smoothing, which unlike a running
 * average has no lag, so that the place of the minimum does not depend on where the test began.
 */
public final class LagFreeSweep {
    /** The rate that a test begins with unless told otherwise. */
    public static final double START = 1e-5;

    private static final int PER_DECADE = 8;
    private static final int FIRST = 8;
    private static final int HALF_WIDTH = 2;
    private static final double HIGHEST = 1e3;

    /** Training has begun where the loss is below this share of the first. */
    static final double TAUGHT = 0.95;

    private LagFreeSweep() {}

    /** The rate of a step, counted from 0: {@code start 10^(step/8)}. */
    public static double rate(double start, int step) {
        return start * Math.pow(10, step / (double) PER_DECADE);
    }

    /** Whether the test is over: a loss that is not finite, the median of the last three above twice the first, or 1e3. */
    public static boolean ends(RangeSweep test) {
        List<Double> losses = test.losses();
        int n = losses.size();
        boolean ranAway = !Double.isFinite(losses.get(n - 1))
                || (n >= 3 && median(losses.subList(n - 3, n)) > 2 * firstLoss(test));
        return ranAway || test.rates().get(n - 1) >= HIGHEST;
    }

    /** The loss before training: the median of the first eight, whose rates are too small to matter. */
    public static double firstLoss(RangeSweep test) {
        return median(test.losses().subList(0, Math.min(FIRST, test.size())));
    }

    /** Whether the minimum lies so near the start that the test must begin lower. */
    public static boolean beganTooHigh(RangeSweep test) {
        return lowest(test) < FIRST;
    }

    /** Whether the loss fell at all; where it did not, its minimum is chance. */
    public static boolean taught(RangeSweep test) {
        return smoothed(test)[lowest(test)] < TAUGHT * firstLoss(test);
    }

    /** The decimal logarithm of the rate at which the smoothed loss is lowest. */
    public static double minimum(RangeSweep test) {
        return Math.log10(test.rates().get(lowest(test)));
    }

    private static int lowest(RangeSweep test) {
        double[] smooth = smoothed(test);
        return IntStream.range(0, smooth.length)
                .reduce((a, b) -> smooth[b] < smooth[a] ? b : a)
                .orElse(0);
    }

    /** A triangle over five steps, shortened at the ends, on losses cut at four times the first. */
    static double[] smoothed(RangeSweep test) {
        double most = 4 * firstLoss(test);
        double[] smooth = new double[test.size()];
        for (int i = 0; i < smooth.length; i++) {
            double sum = 0;
            double weights = 0;
            for (int d = -HALF_WIDTH; d <= HALF_WIDTH; d++) {
                if (i + d >= 0 && i + d < smooth.length) {
                    double loss = test.losses().get(i + d);
                    double weight = 1 - Math.abs(d) / (HALF_WIDTH + 1.0);
                    sum += weight * (Double.isFinite(loss) ? Math.min(loss, most) : most);
                    weights += weight;
                }
            }
            smooth[i] = sum / weights;
        }
        return smooth;
    }

    static double median(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int n = sorted.length;
        return n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
    }
}
