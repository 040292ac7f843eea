package joyul.sampler;

import java.util.random.RandomGenerator;

/**
 * Kernels of a choice: the observed one has weight {@code 1 + 1/kernels}, every other {@code 1/kernels}; the prior is
 * even.
 */
final class ChoiceKernels implements Kernels {
    /** By kernel and choice. */
    private final double[][] probabilities;

    private ChoiceKernels(double[][] probabilities) {
        this.probabilities = probabilities;
    }

    static ChoiceKernels of(int choices, double[] observations) {
        int kernels = observations.length + 1;
        double[][] probabilities = new double[kernels][choices];
        double base = 1.0 / kernels;
        for (int kernel = 0; kernel < kernels; kernel++) {
            boolean prior = kernel == observations.length;
            double sum = choices * base + (prior ? 0 : 1);
            for (int choice = 0; choice < choices; choice++) {
                boolean observed = !prior && choice == (int) observations[kernel];
                probabilities[kernel][choice] = (base + (observed ? 1 : 0)) / sum;
            }
        }
        return new ChoiceKernels(probabilities);
    }

    @Override
    public double logDensity(double value, int kernel) {
        return Math.log(probabilities[kernel][(int) value]);
    }

    @Override
    public double draw(int kernel, RandomGenerator random) {
        double[] row = probabilities[kernel];
        double left = random.nextDouble();
        for (int choice = 0; choice < row.length - 1; choice++) {
            left -= row[choice];
            if (left < 0) {
                return choice;
            }
        }
        return row.length - 1;
    }
}
