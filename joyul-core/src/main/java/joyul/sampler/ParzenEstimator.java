package joyul.sampler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import joyul.space.Domain;

/**
 * A density over a group of parameters: a mixture with one component for each observation and one for the prior, each the
 * product of its parameters' kernels (the multivariate estimator of Falkner et al. 2018 with Optuna 5.0's widths). Points
 * are arrays of codes in the order of the domains.
 */
final class ParzenEstimator {
    /** The newest observations, which all have full weight. */
    private static final int FULL_WEIGHT = 25;

    private final double[] weights;
    private final List<Kernels> kernels;

    /** An estimator from observations, oldest first. */
    ParzenEstimator(List<Domain> domains, List<double[]> observations) {
        this.weights = weights(observations.size());
        this.kernels = new ArrayList<>();
        for (int i = 0; i < domains.size(); i++) {
            int parameter = i;
            double[] column = observations.stream()
                    .mapToDouble(observation -> observation[parameter])
                    .toArray();
            kernels.add(Kernels.of(domains.get(parameter), column));
        }
    }

    /** The weights of the observations, old ones less where there are many, and of the prior; their sum is 1. */
    private static double[] weights(int observations) {
        double[] weights = new double[observations + 1];
        Arrays.fill(weights, 1);
        int old = Math.max(0, observations - FULL_WEIGHT);
        double oldest = 1.0 / Math.max(1, observations);
        for (int i = 0; i < old; i++) {
            weights[i] = old == 1 ? oldest : oldest + i * (1 - oldest) / (old - 1);
        }
        double sum = Arrays.stream(weights).sum();
        return Arrays.stream(weights).map(weight -> weight / sum).toArray();
    }

    double logDensity(double[] point) {
        double[] logs = new double[weights.length];
        double largest = Double.NEGATIVE_INFINITY;
        for (int component = 0; component < weights.length; component++) {
            logs[component] = Math.log(weights[component]);
            for (int i = 0; i < point.length; i++) {
                logs[component] += kernels.get(i).logDensity(point[i], component);
            }
            largest = Math.max(largest, logs[component]);
        }
        if (largest == Double.NEGATIVE_INFINITY) {
            return largest;
        }
        double sum = 0;
        for (double log : logs) {
            sum += Math.exp(log - largest);
        }
        return Math.log(sum) + largest;
    }

    double[] draw(RandomGenerator random) {
        int component = component(random.nextDouble());
        double[] point = new double[kernels.size()];
        for (int i = 0; i < point.length; i++) {
            point[i] = kernels.get(i).draw(component, random);
        }
        return point;
    }

    private int component(double share) {
        double left = share;
        for (int component = 0; component < weights.length - 1; component++) {
            left -= weights[component];
            if (left < 0) {
                return component;
            }
        }
        return weights.length - 1;
    }

    double[] weights() {
        return weights.clone();
    }

    List<Kernels> kernels() {
        return List.copyOf(kernels);
    }
}
