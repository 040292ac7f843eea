package joyul.lab;

import java.util.Arrays;
import joyul.check.Check;

/**
 * The example that opens Ioffe and Szegedy 2015, section 2: a layer adds a bias b to its inputs u and subtracts the mean,
 * {@code xh = u + b - mean(u + b)}, here under the loss {@code mean (xh - 1)^2}. Where the gradient does not know that the
 * mean depends on b, every step moves b by {@code -lr mean(dL/dxh) = 2 lr}; the mean takes the step back, so output and
 * loss stay and b grows without bound, on a straight line. Through the mean the gradient by b is zero.
 */
public final class DriftingBias {
    private final double[] inputs;
    private final double rate;

    public DriftingBias(double[] inputs, double rate) {
        Check.atLeast("number of inputs", inputs.length, 1);
        Check.positive("rate", rate);
        this.inputs = inputs.clone();
        this.rate = rate;
    }

    /**
     * What gradient descent on b gives, from b = 0.
     *
     * @param biases after each step, the start first
     * @param losses at each of them
     */
    public record Course(double[] biases, double[] losses) {
        /** The bias gained in a step, on average. */
        public double slope() {
            return (biases[biases.length - 1] - biases[0]) / (biases.length - 1);
        }

        /** How far the bias ever is from a straight line between its ends. */
        public double bend() {
            double bend = 0;
            for (int i = 0; i < biases.length; i++) {
                bend = Math.max(bend, Math.abs(biases[i] - biases[0] - i * slope()));
            }
            return bend;
        }
    }

    /**
     * Trains b.
     *
     * @param throughTheMean whether the gradient goes through the mean
     */
    public Course train(int steps, boolean throughTheMean) {
        double[] biases = new double[steps + 1];
        double[] losses = new double[steps + 1];
        for (int step = 0; step <= steps; step++) {
            double[] centred = centred(biases[step]);
            losses[step] =
                    Arrays.stream(centred).map(x -> (x - 1) * (x - 1)).average().orElseThrow();
            if (step < steps) {
                biases[step + 1] = biases[step] - rate * gradient(centred, throughTheMean);
            }
        }
        return new Course(biases, losses);
    }

    private double[] centred(double bias) {
        double mean = Arrays.stream(inputs).map(u -> u + bias).average().orElseThrow();
        return Arrays.stream(inputs).map(u -> u + bias - mean).toArray();
    }

    /** The sum over examples of dL/dxh times dxh/db, which is 1 without the mean, and 1 - 1 with it. */
    private static double gradient(double[] centred, boolean throughTheMean) {
        double[] byOutput =
                Arrays.stream(centred).map(x -> 2 * (x - 1) / centred.length).toArray();
        double sum = Arrays.stream(byOutput).sum();
        double mean = sum / byOutput.length;
        return throughTheMean ? Arrays.stream(byOutput).map(each -> each - mean).sum() : sum;
    }
}
