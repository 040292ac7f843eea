package joyul.train;

import java.util.Arrays;
import joyul.data.TargetScaling;
import joyul.data.Targets;
import joyul.loss.CrossEntropy;
import joyul.loss.Loss;
import org.jspecify.annotations.Nullable;

/**
 * The loss of the best prediction that does not look at its input, which a network without any use is left with: the entropy
 * of the classes' shares, smoothed as the labels are, or the variance of the scaled values.
 */
final class ConstantPrediction {
    private ConstantPrediction() {}

    static double loss(Loss loss, Targets targets, @Nullable TargetScaling scaling) {
        return targets instanceof Targets.Labels labels
                ? entropy(labels, loss instanceof CrossEntropy smoothed ? smoothed.labelSmoothing() : 0)
                : variance(((Targets.Values) targets).values(), scaling == null ? 1 : scaling.std());
    }

    private static double entropy(Targets.Labels labels, double smoothing) {
        int classes = labels.classes().size();
        double[] shares = new double[classes];
        for (int label : labels.values()) {
            shares[label] += (1 - smoothing) / labels.size();
        }
        return Arrays.stream(shares)
                .map(share -> share + smoothing / classes)
                .filter(share -> share > 0)
                .map(share -> -share * Math.log(share))
                .sum();
    }

    private static double variance(double[] values, double scale) {
        double mean = 0;
        for (double value : values) {
            mean += value / scale / values.length;
        }
        double sum = 0;
        for (double value : values) {
            sum += Math.pow(value / scale - mean, 2);
        }
        return sum / values.length;
    }
}
