package joyul.explain;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import joyul.sampler.TruncatedNormal;
import joyul.space.ChoiceDomain;
import joyul.space.Domain;
import joyul.space.FloatDomain;
import joyul.space.IntDomain;
import joyul.space.Scale;

/**
 * The density of a parameter's values over a grid of at most 50 cells: a Parzen estimator with Scott's bandwidth and one
 * uniform-like kernel as prior, in the recipe of Optuna 5.0's PED-ANOVA (grid, rounding and smallest bandwidth included,
 * so that importances agree).
 */
final class GridDensity {
    private static final int CELLS = 50;
    private static final double PRIOR = 1;

    /** A kernel so narrow keeps 90 % of its mass in its own cell. */
    private static final double NARROWEST = 0.5 / 1.64;

    private GridDensity() {}

    /** The probability of each cell, or choice, from at least one value. */
    static double[] of(Domain domain, List<Object> values) {
        if (domain instanceof ChoiceDomain choices) {
            int[] counts = new int[choices.choices().size()];
            values.forEach(value -> counts[(int) choices.encode(value)]++);
            return choices(counts);
        }
        return numbers(counts(domain, values));
    }

    private static int[] counts(Domain domain, List<Object> values) {
        double low;
        double high;
        boolean log;
        int cells = CELLS;
        if (domain instanceof IntDomain whole) {
            low = whole.low();
            high = whole.high();
            log = whole.scale() == Scale.LOG;
            double fine = log ? Math.ceil(Math.log(high - low + 1) / Math.log(2)) + 1 : (high - low) / whole.step() + 1;
            cells = (int) Math.min(Math.rint(fine), CELLS);
        } else {
            FloatDomain real = (FloatDomain) domain;
            low = real.low();
            high = real.high();
            log = real.scale() == Scale.LOG;
            Double step = real.step();
            if (step != null) {
                cells = (int) Math.min(Math.rint((high - low) / step) + 1, CELLS);
            }
        }
        double start = log ? Math.log(low) : low;
        double width = ((log ? Math.log(high) : high) - start) / (cells - 1);
        int[] counts = new int[cells];
        for (Object value : values) {
            double x = log ? Math.log(domain.encode(value)) : domain.encode(value);
            int cell = (int) Math.ceil((x - start) / width - 0.5);
            counts[Math.min(Math.max(cell, 0), cells - 1)]++;
        }
        return counts;
    }

    /** Each choice seen is a kernel, weighted by how often. */
    private static double[] choices(int[] counts) {
        int kernels = 1 + (int) Arrays.stream(counts).filter(count -> count > 0).count();
        double total = PRIOR + Arrays.stream(counts).sum();
        double share = PRIOR / kernels;
        double rowSum = share * counts.length + 1;
        double[] density = new double[counts.length];
        for (int choice = 0; choice < counts.length; choice++) {
            double others = total - PRIOR - counts[choice];
            density[choice] =
                    (counts[choice] * (share + 1) / rowSum + others * share / rowSum + PRIOR / counts.length) / total;
        }
        return density;
    }

    private static double[] numbers(int[] counts) {
        double total = Arrays.stream(counts).sum();
        double width = Math.max(bandwidth(counts), NARROWEST);
        int last = counts.length - 1;
        double[] density = new double[counts.length];
        for (int center = 0; center < counts.length; center++) {
            if (counts[center] > 0) {
                add(density, center, width, counts[center] / (total + PRIOR));
            }
        }
        add(density, last / 2.0, last + 1, PRIOR / (total + PRIOR));
        return density;
    }

    /** Adds a normal distribution cut to the grid. */
    private static void add(double[] density, double center, double width, double weight) {
        double mass = TruncatedNormal.logMass((-0.5 - center) / width, (density.length - 0.5 - center) / width);
        for (int cell = 0; cell < density.length; cell++) {
            double part = TruncatedNormal.logMass((cell - 0.5 - center) / width, (cell + 0.5 - center) / width);
            density[cell] += weight * Math.exp(part - mass);
        }
    }

    /** Scott's rule (1992) from the smaller of the standard deviation and the interquartile range, in cells. */
    private static double bandwidth(int[] counts) {
        int[] seen = IntStream.range(0, counts.length)
                .filter(cell -> counts[cell] > 0)
                .toArray();
        int total = Arrays.stream(counts).sum();
        double mean = Arrays.stream(seen)
                        .mapToDouble(cell -> cell * (double) counts[cell])
                        .sum()
                / total;
        double squares = Arrays.stream(seen)
                .mapToDouble(cell -> (cell - mean) * (cell - mean) * counts[cell])
                .sum();
        double deviation = Math.sqrt(squares / Math.max(1, total - 1));
        int[] cumulated = new int[seen.length];
        int sum = 0;
        for (int i = 0; i < seen.length; i++) {
            sum += counts[seen[i]];
            cumulated[i] = sum;
        }
        int first = (int) Arrays.stream(cumulated).filter(up -> up < total / 4).count();
        int third =
                (int) Arrays.stream(cumulated).filter(up -> up <= total * 3 / 4).count();
        double range = seen[Math.min(seen.length - 1, third)] - seen[first];
        return 1.059 * Math.min(range / 1.34, deviation) * Math.pow(total, -0.2);
    }
}
