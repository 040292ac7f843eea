package joyul.train;

import java.util.List;
import joyul.check.InputException;
import joyul.data.Targets;

/**
 * What a network says about some examples.
 *
 * @param outputs {@code [examples][classes]}: the probability of each class; {@code [examples][1]}: the value, in the
 *     targets' own unit
 * @param classes the names of the classes; none for regression
 */
public record Predictions(double[][] outputs, List<String> classes) {
    public Predictions {
        classes = List.copyOf(classes);
    }

    public int size() {
        return outputs.length;
    }

    public boolean classifies() {
        return !classes.isEmpty();
    }

    /** The number of the likeliest class; the lowest of equals. */
    public int label(int example) {
        double[] row = outputs[example];
        int best = 0;
        for (int i = 1; i < row.length; i++) {
            best = row[i] > row[best] ? i : best;
        }
        return best;
    }

    /** The value of a regression. */
    public double value(int example) {
        return outputs[example][0];
    }

    /** Accuracy in [0, 1] for classes, R² for values: {@code 1 - sum (t - p)^2 / sum (t - mean t)^2}. */
    public double metric(Targets truth) {
        if (truth.size() != size()) {
            throw new InputException(
                    "predictions and targets must be equally many, but were " + size() + " and " + truth.size());
        }
        return truth instanceof Targets.Labels labels
                ? accuracy(labels.values())
                : determination(((Targets.Values) truth).values());
    }

    private double accuracy(int[] truth) {
        int hits = 0;
        for (int i = 0; i < truth.length; i++) {
            hits += label(i) == truth[i] ? 1 : 0;
        }
        return (double) hits / truth.length;
    }

    private double determination(double[] truth) {
        double sum = 0;
        for (double value : truth) {
            sum += value;
        }
        double mean = sum / truth.length;
        double residual = 0;
        double total = 0;
        for (int i = 0; i < truth.length; i++) {
            residual += Math.pow(truth[i] - value(i), 2);
            total += Math.pow(truth[i] - mean, 2);
        }
        return 1 - residual / total;
    }
}
