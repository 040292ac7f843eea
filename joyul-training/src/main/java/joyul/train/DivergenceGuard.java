package joyul.train;

import java.util.ArrayList;
import java.util.List;

/**
 * Notices that a run has diverged: a loss that is not finite, or a mean of the latest losses above a multiple of the
 * first loss. What the loss cannot fall below (label smoothing's floor) is subtracted on both sides.
 */
final class DivergenceGuard {
    static final int WINDOW = 20;

    private final double multiple;
    private final double floor;
    private final List<Double> latest = new ArrayList<>();
    private double first = Double.NaN;

    DivergenceGuard(double multiple, double floor) {
        this.multiple = multiple;
        this.floor = floor;
    }

    /** Takes the loss of one more step; whether the run has diverged with it. */
    boolean diverged(double loss) {
        if (!Double.isFinite(loss)) {
            return true;
        }
        if (Double.isNaN(first)) {
            first = loss;
        }
        latest.add(loss);
        if (latest.size() > WINDOW) {
            latest.remove(0);
        }
        double mean = latest.stream().mapToDouble(Double::doubleValue).average().orElse(loss);
        return latest.size() == WINDOW && mean - floor > multiple * (first - floor);
    }

    /** The whole state: the first loss, then the latest ones; empty before the first. */
    List<Double> state() {
        List<Double> state = new ArrayList<>();
        if (!Double.isNaN(first)) {
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
