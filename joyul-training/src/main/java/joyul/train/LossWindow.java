package joyul.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The first loss of a run and the latest twenty, with their mean and their robust place and scale. */
final class LossWindow {
    static final int SIZE = 20;

    /** Makes the median absolute deviation of a normal distribution its standard deviation. */
    private static final double NORMAL = 1.4826;

    private final double[] latest = new double[SIZE];
    private int size;
    private double first = Double.NaN;
    private double median = Double.NaN;

    void add(double loss) {
        if (Double.isNaN(first)) {
            first = loss;
        }
        if (isFull()) {
            System.arraycopy(latest, 1, latest, 0, SIZE - 1);
            size--;
        }
        latest[size] = loss;
        size++;
        median = median(Arrays.copyOf(latest, size));
    }

    /** Whether there was no loss yet. */
    boolean isNew() {
        return Double.isNaN(first);
    }

    boolean isFull() {
        return size == SIZE;
    }

    double first() {
        return first;
    }

    double newest() {
        return latest[size - 1];
    }

    double mean() {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += latest[i];
        }
        return sum / size;
    }

    /** Of the latest losses; the first one's where a run has gone back to its beginning. */
    double median() {
        return size == 0 ? first : median;
    }

    /** The standard deviation, estimated from the median absolute deviation so that a few spikes do not move it. */
    double deviation() {
        if (size == 0) {
            return 0;
        }
        double[] distances = new double[size];
        for (int i = 0; i < size; i++) {
            distances[i] = Math.abs(latest[i] - median);
        }
        return NORMAL * median(distances);
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    /** The whole state: the first loss, then the latest ones; empty before the first. */
    List<Double> state() {
        List<Double> state = new ArrayList<>();
        if (!isNew()) {
            state.add(first);
            Arrays.stream(latest, 0, size).forEach(state::add);
        }
        return state;
    }

    void restore(List<Double> state) {
        goBackTo(state);
        first = state.isEmpty() ? Double.NaN : state.get(0);
    }

    /** Takes over the latest losses of a state, and remembers how the run began. */
    void goBackTo(List<Double> state) {
        size = 0;
        for (double loss : state.subList(Math.min(1, state.size()), state.size())) {
            add(loss);
        }
    }
}
