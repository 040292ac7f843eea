package joyul.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The first loss of a run and the latest twenty, with their mean and their robust place and scale. */
final class LossWindow {
    static final int SIZE = 20;

    /** Makes the median absolute deviation of a normal distribution its standard deviation. */
    private static final double NORMAL = 1.4826;

    private final List<Double> latest = new ArrayList<>();
    private double first = Double.NaN;

    void add(double loss) {
        if (Double.isNaN(first)) {
            first = loss;
        }
        latest.add(loss);
        if (latest.size() > SIZE) {
            latest.remove(0);
        }
    }

    boolean isEmpty() {
        return latest.isEmpty();
    }

    boolean isFull() {
        return latest.size() == SIZE;
    }

    double first() {
        return first;
    }

    double newest() {
        return latest.get(latest.size() - 1);
    }

    double mean() {
        return latest.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }

    double median() {
        return median(values());
    }

    /** The standard deviation, estimated from the median absolute deviation so that a few spikes do not move it. */
    double deviation() {
        double[] values = values();
        double middle = median(values);
        return NORMAL * median(Arrays.stream(values).map(value -> Math.abs(value - middle)).toArray());
    }

    private double[] values() {
        return latest.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    /** The whole state: the first loss, then the latest ones; empty before the first. */
    List<Double> state() {
        List<Double> state = new ArrayList<>();
        if (!isEmpty()) {
            state.add(first);
            state.addAll(latest);
        }
        return state;
    }

    void restore(List<Double> state) {
        latest.clear();
        first = state.isEmpty() ? Double.NaN : state.get(0);
        if (!state.isEmpty()) {
            latest.addAll(state.subList(1, state.size()));
        }
    }
}
