package joyul.report;

import joyul.explain.Digits;

/**
 * How the network of one run does on some examples.
 *
 * @param loss the mean of {@code losses}
 * @param metric accuracy in [0, 1] for classes, R² for regression
 * @param losses of each example, in the order of the data; empty where they were not kept
 */
public record RunScore(double loss, double metric, float[] losses) {
    /** The standard error of the mean loss over examples; NaN where their losses were not kept. */
    double error() {
        return error(losses, new float[losses.length]);
    }

    /**
     * The standard error of the mean difference in loss to another run on the same examples, paired example by example;
     * NaN where it cannot be told.
     */
    double pairedError(RunScore other) {
        return losses.length == other.losses.length ? error(losses, other.losses) : Double.NaN;
    }

    private static double error(float[] losses, float[] others) {
        double mean = 0;
        for (int i = 0; i < losses.length; i++) {
            mean += ((double) losses[i] - others[i]) / losses.length;
        }
        double squares = 0;
        for (int i = 0; i < losses.length; i++) {
            squares += Math.pow(losses[i] - others[i] - mean, 2);
        }
        return losses.length < 2 ? Double.NaN : Math.sqrt(squares / (losses.length - 1.0) / losses.length);
    }

    /** The metric for people: {@code 98.8 ± 0.7 %} with the binomial error of so many examples, or {@code 0.8123}. */
    String shown(boolean classifies) {
        if (!classifies) {
            return Digits.fixed(metric, 4);
        }
        double error = 100 * Math.sqrt(metric * (1 - metric) / losses.length);
        return losses.length == 0 || error == 0
                ? Digits.fixed(100 * metric, 1) + " %"
                : Digits.fixed(100 * metric, Digits.decimals(error)) + " ± "
                        + Digits.fixed(error, Digits.decimals(error)) + " %";
    }
}
