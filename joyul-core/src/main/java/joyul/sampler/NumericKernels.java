package joyul.sampler;

import java.util.Arrays;
import java.util.Comparator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Kernels of a numeric parameter: normal distributions cut to the domain, one centred at each observation, as wide as the
 * farther of its two neighbours is away, and a last one about the middle of the domain and as wide as it (the prior).
 * With a step, a value has the probability of all that lies within half a step of it.
 */
final class NumericKernels implements Kernels {
    /** "Magic clip": the narrowest kernel is this part of the domain, or wider with few observations. */
    private static final double NARROWEST_PART = 100;

    private final Axis axis;
    private final double[] centers;
    private final double[] widths;
    private final double[] logMasses;

    private NumericKernels(Axis axis, double[] centers, double[] widths) {
        this.axis = axis;
        this.centers = centers;
        this.widths = widths;
        this.logMasses = new double[centers.length];
        Arrays.setAll(
                logMasses, kernel -> TruncatedNormal.logMass(scaled(axis.start(), kernel), scaled(axis.end(), kernel)));
    }

    static NumericKernels of(Axis axis, double[] observations) {
        int count = observations.length;
        double[] centers = Arrays.copyOf(observations, count + 1);
        for (int i = 0; i < count; i++) {
            centers[i] = axis.position(observations[i]);
        }
        double[] widths = Arrays.copyOf(neighbourDistances(axis, Arrays.copyOf(centers, count)), count + 1);
        double narrowest = axis.width() / Math.min(NARROWEST_PART, 2.0 + count);
        for (int i = 0; i < count; i++) {
            widths[i] = Math.min(Math.max(widths[i], narrowest), axis.width());
        }
        centers[count] = 0.5 * (axis.start() + axis.end());
        widths[count] = axis.width();
        return new NumericKernels(axis, centers, widths);
    }

    /**
     * The distance of each centre to the farther of its neighbours. The ends of the axis are neighbours only of a lone
     * centre (Optuna: {@code consider_endpoints=False}).
     */
    private static double[] neighbourDistances(Axis axis, double[] centers) {
        int count = centers.length;
        int[] order = IntStream.range(0, count)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> centers[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] distances = new double[count];
        for (int rank = 0; rank < count; rank++) {
            double here = centers[order[rank]];
            double left = rank > 0 ? here - centers[order[rank - 1]] : here - axis.start();
            double right = rank < count - 1 ? centers[order[rank + 1]] - here : axis.end() - here;
            if (count > 1 && rank == 0) {
                left = right;
            } else if (count > 1 && rank == count - 1) {
                right = left;
            }
            distances[order[rank]] = Math.max(left, right);
        }
        return distances;
    }

    private double scaled(double position, int kernel) {
        return (position - centers[kernel]) / widths[kernel];
    }

    @Override
    public double logDensity(double value, int kernel) {
        if (axis.half() > 0) {
            double left = scaled(axis.position(value - axis.half()), kernel);
            double right = scaled(axis.position(value + axis.half()), kernel);
            return TruncatedNormal.logMass(left, right) - logMasses[kernel];
        }
        double z = scaled(axis.position(value), kernel);
        boolean outside = z < scaled(axis.start(), kernel) || z > scaled(axis.end(), kernel);
        return outside ? Double.NEGATIVE_INFINITY : Normal.logDensity(z) - logMasses[kernel] - Math.log(widths[kernel]);
    }

    @Override
    public double draw(int kernel, RandomGenerator random) {
        double z =
                TruncatedNormal.quantile(random.nextDouble(), scaled(axis.start(), kernel), scaled(axis.end(), kernel));
        return axis.value(z * widths[kernel] + centers[kernel]);
    }

    double[] centers() {
        return centers.clone();
    }

    double[] widths() {
        return widths.clone();
    }
}
