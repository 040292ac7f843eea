package joyul.train;

import java.util.ArrayList;
import java.util.List;

/**
 * Tells overshoot from the noise of ordinary training, by the losses alone. With the floor (label smoothing's) subtracted
 * everywhere, c the loss of the best constant prediction, f the first loss or c if that is more, and M and S the median and
 * the robust deviation of the latest 20 losses that were admitted:
 *
 * <ul>
 *   <li>a loss is a <em>spike</em> if it is not finite, or above both {@code multiple max(f, M)} and {@code M + 10 S};
 *   <li>the run is <em>lost</em> if the mean of the latest losses is above {@code multiple f}; or if it is of no more
 *       use than a constant (M at 0.98 c or more) 50 steps after a loss of 2 f or more, or for 40 steps on end after it
 *       had been of use (M at 0.85 c or less, and more than 2 S below what it is);
 *   <li>it is <em>healthy</em> if M is above the lowest that it was by at most 0.25 f or 2 S, and <em>of use</em> if M is at
 *       0.95 c or less.
 * </ul>
 *
 * <p>All are anchored at an untrained network's loss: late in training a hard batch is often hundreds of deviations above
 * the median, and that is no overshoot.
 */
final class Overshoot {
    private static final double DEVIATIONS = 10;
    private static final double OF_USE = 0.95;
    private static final double USELESS = 0.98;
    private static final double USEFUL = 0.85;
    private static final double THROWN = 2;
    private static final double HEALTHY = 0.25;
    private static final int RECOVERY_STEPS = 50;

    /** Two windows that have no loss in common: where a task teaches little, one alone looks lost by chance. */
    private static final int FALLEN_STEPS = 2 * LossWindow.SIZE;

    /** Numbers of a state before its losses. */
    static final int COUNTS = 3;

    private final Divergence rule;
    private final double constant;
    private final LossWindow losses = new LossWindow();
    private double lowest = Double.POSITIVE_INFINITY;
    private double sinceThrown = Double.NaN;
    private double fallen;

    /**
     * A run that has no losses yet.
     *
     * @param constantLoss of the best constant prediction, the floor not subtracted
     */
    Overshoot(Divergence rule, double constantLoss) {
        this.rule = rule;
        constant = constantLoss - rule.floor();
    }

    /** Whether a loss that was not added is absurd beside those that were. */
    boolean isSpike(double loss) {
        if (!Double.isFinite(loss)) {
            return true;
        }
        if (losses.isNew()) {
            return false;
        }
        double median = losses.median();
        return excess(loss) > rule.multiple() * Math.max(start(), excess(median))
                && loss > median + DEVIATIONS * losses.deviation();
    }

    /** Takes a loss whose update is made. */
    void add(double loss) {
        losses.add(loss);
        if (losses.isFull()) {
            lowest = Math.min(lowest, excess(losses.median()));
            boolean wasOfUse = lowest <= USEFUL * constant && rise() > scatter();
            fallen = wasOfUse && isUseless() ? fallen + 1 : 0;
        }
        if (excess(loss) >= THROWN * start()) {
            sinceThrown = 0;
        } else {
            sinceThrown++;
        }
    }

    /** Whether what was learned is lost. */
    boolean isLost() {
        if (!losses.isFull()) {
            return false;
        }
        return excess(losses.mean()) > rule.multiple() * start()
                || fallen >= FALLEN_STEPS
                || (sinceThrown == RECOVERY_STEPS && isUseless());
    }

    private boolean isUseless() {
        return excess(losses.median()) >= USELESS * constant;
    }

    /** Whether the latest losses are those of a network that has learned something. */
    boolean isOfUse() {
        return losses.isFull() && excess(losses.median()) <= OF_USE * constant;
    }

    boolean isHealthy() {
        return losses.isFull() && rise() <= Math.max(HEALTHY * start(), scatter());
    }

    /** How far the median is above the lowest it was. */
    private double rise() {
        return excess(losses.median()) - lowest;
    }

    /** What the lowest of many medians may lie below the others by chance. */
    private double scatter() {
        return 2 * losses.deviation();
    }

    private double start() {
        return Math.max(constant, excess(losses.first()));
    }

    private double excess(double loss) {
        return loss - rule.floor();
    }

    /** The lowest median, the steps since a throw and since a fall, then the losses. */
    List<Double> state() {
        List<Double> state = new ArrayList<>(List.of(lowest, sinceThrown, fallen));
        state.addAll(losses.state());
        return state;
    }

    void restore(List<Double> state) {
        losses.restore(counted(state));
    }

    /** Judges on from a state before, as {@link #state} gave it, and remembers how the run began. */
    void goBackTo(List<Double> state) {
        losses.goBackTo(counted(state));
    }

    /** Takes the counts over, and gives the losses. */
    private List<Double> counted(List<Double> state) {
        lowest = state.get(0);
        sinceThrown = state.get(1);
        fallen = state.get(2);
        return state.subList(COUNTS, state.size());
    }
}
