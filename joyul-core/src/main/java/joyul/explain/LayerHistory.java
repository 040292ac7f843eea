package joyul.explain;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One layer with weights over a training run.
 *
 * @param place in the network, as in the names of its weights: {@code 3} of {@code 3.weight}
 * @param name for people: {@code linear 100}
 * @param activation behind it: {@code relu}, {@code sigmoid}, {@code tanh}, or empty
 * @param normalized whether a normalization behind it cancels the scale of its weights
 * @param dead the share of its ReLU units that were zero on a thousand examples, when they were last looked at; NaN where
 *     there is no ReLU
 */
public record LayerHistory(
        String place, String name, String activation, boolean normalized, double dead, List<LayerReading> readings) {
    public LayerHistory {
        readings = List.copyOf(readings);
    }

    /** {@code 3 (linear 100)}. */
    public String label() {
        return place + " (" + name + ")";
    }

    /** The median of a value over the readings where it applies; NaN where it never does. */
    double median(ToDoubleFunction<LayerReading> value) {
        return median(readings.stream()
                .mapToDouble(value)
                .filter(each -> !Double.isNaN(each))
                .toArray());
    }

    static double median(double[] values) {
        if (values.length == 0) {
            return Double.NaN;
        }
        Arrays.sort(values);
        int half = values.length / 2;
        return values.length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
    }
}
