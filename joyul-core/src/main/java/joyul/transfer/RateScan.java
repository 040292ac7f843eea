package joyul.transfer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The short runs of one batch size over a range of rates, each rate on the same seeds.
 *
 * @param losses by the factor on the rule's rate: the mean loss over the seeds along the run
 */
public record RateScan(int batch, NavigableMap<Double, double[]> losses) {
    /** A better rate is sought so many doublings away at most. */
    private static final double FARTHEST = 1 << 10;

    /**
     * Runs a factor, its double and its half, and goes on to either side while that side gets better, so that the best lies
     * between others.
     */
    static RateScan around(double center, ShortRuns runs, int batch, List<Long> seeds) {
        RateScan scan = new RateScan(batch, new TreeMap<>());
        for (double factor : new double[] {center, center * 2, center / 2}) {
            scan.losses.put(factor, mean(factor, runs, batch, seeds));
        }
        while (scan.bestIsAtTheEdge() && scan.best() < center * FARTHEST && scan.best() > center / FARTHEST) {
            double best = scan.best();
            double next = best == scan.losses.firstKey() ? best / 2 : best * 2;
            scan.losses.put(next, mean(next, runs, batch, seeds));
        }
        return scan;
    }

    private static double[] mean(double factor, ShortRuns runs, int batch, List<Long> seeds) {
        List<double[]> curves = new ArrayList<>();
        for (long seed : seeds) {
            curves.add(runs.losses(batch, factor, seed));
        }
        return mean(curves);
    }

    /** From a loss that is not finite on, a run has no loss below infinity. */
    private static double[] mean(List<double[]> curves) {
        double[] mean = new double[curves.get(0).length];
        for (double[] curve : curves) {
            boolean diverged = false;
            for (int i = 0; i < mean.length; i++) {
                diverged |= !Double.isFinite(curve[i]);
                mean[i] += diverged ? Double.POSITIVE_INFINITY : curve[i] / curves.size();
            }
        }
        return mean;
    }

    /** The mean loss at the end of the runs at a factor; infinite where one diverged. */
    public double end(double factor) {
        double[] curve = curve(factor);
        return curve[curve.length - 1];
    }

    private double[] curve(double factor) {
        return losses.getOrDefault(factor, new double[] {Double.POSITIVE_INFINITY});
    }

    /** The factor with the lowest loss at the end; the lowest of equals, as where all have diverged. */
    public double best() {
        double best = losses.firstKey();
        for (double factor : losses.keySet()) {
            best = end(factor) < end(best) ? factor : best;
        }
        return best;
    }

    /** Whether the best factor is the lowest or highest tried, so that a better one may lie beyond. */
    public boolean bestIsAtTheEdge() {
        return best() == losses.firstKey() || best() == losses.lastKey();
    }

    /**
     * How far a factor gets: the share of the examples after which the best factor first had the loss that this one ends
     * with; 1 for the best itself and its equals, 0 where it, or even the best, ends no better than it began.
     */
    public double kept(double factor) {
        return learns() && end(factor) <= end(best()) ? 1 : reached(curve(best()), end(factor));
    }

    /** Whether the best factor ends better than it began. */
    public boolean learns() {
        return end(best()) < curve(best())[0];
    }

    /** The share of a run after which it first had a loss as low as this one; 1 where it never had. */
    static double reached(double[] curve, double loss) {
        if (!(loss < curve[0])) {
            return 0;
        }
        for (int i = 1; i < curve.length; i++) {
            if (curve[i] <= loss) {
                double within = (curve[i - 1] - loss) / (curve[i - 1] - curve[i]);
                return (i - 1 + within) / (curve.length - 1);
            }
        }
        return 1;
    }

    /** The best factor between those tried, by a parabola through the best and its neighbours in the logarithm. */
    public double refined() {
        double best = best();
        Double lower = losses.lowerKey(best);
        Double higher = losses.higherKey(best);
        if (lower == null || higher == null || !Double.isFinite(end(lower)) || !Double.isFinite(end(higher))) {
            return best;
        }
        double left = Math.log(best / lower);
        double right = Math.log(higher / best);
        double slope = (end(lower) - end(best)) / left;
        double rise = (end(higher) - end(best)) / right;
        double curvature = (slope + rise) / (left + right);
        double offset = curvature > 0 ? (slope * right - rise * left) / (2 * curvature * (left + right)) : 0;
        return best * Math.exp(Math.max(-left / 2, Math.min(right / 2, offset)));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RateScan that
                && batch == that.batch
                && losses.keySet().equals(that.losses.keySet())
                && losses.keySet().stream().allMatch(factor -> Arrays.equals(curve(factor), that.curve(factor)));
    }

    @Override
    public int hashCode() {
        return 31 * batch + losses.keySet().hashCode();
    }
}
