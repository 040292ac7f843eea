package joyul.sampler;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import joyul.study.Direction;
import joyul.study.Outcome;
import joyul.study.Trial;
import joyul.study.TrialState;
import org.jspecify.annotations.Nullable;

/**
 * The trials that teach, parted into the best tenth (25 at most) and the rest, each by number.
 *
 * <p>Complete trials come first, by value; then pruned ones and running ones that have a reading (paused between
 * segments, say), those that got farther first and among equals by that reading; then those that diverged or ran out of
 * memory. A running trial without a reading is taken for a bad one, so that nobody proposes beside it (Optuna: constant
 * liar). A trial that failed by an exception teaches nothing.
 */
record Split(List<Trial> below, List<Trial> above) {
    private static final int MOST_BELOW = 25;

    /** A trial's rank: lower is better, tier first. A pruned trial without a reading has step -1. */
    private record Ranked(Trial trial, int tier, int step, double loss) {}

    private static final Comparator<Ranked> BEST_FIRST = Comparator.comparingInt(Ranked::tier)
            .thenComparing(Comparator.comparingInt(Ranked::step).reversed())
            .thenComparingDouble(Ranked::loss);

    static Split of(List<Trial> history, Direction direction) {
        List<Ranked> ranked = new ArrayList<>();
        List<Trial> above = new ArrayList<>();
        for (Trial trial : history) {
            Ranked known = rank(trial, direction);
            if (known != null) {
                ranked.add(known);
            } else if (trial.state() == TrialState.RUNNING) {
                above.add(trial);
            }
        }
        ranked.sort(BEST_FIRST);
        List<Trial> best = ranked.stream().map(Ranked::trial).toList();
        int count = below(best.size());
        above.addAll(best.subList(count, best.size()));
        return new Split(byNumber(best.subList(0, count)), byNumber(above));
    }

    /** How many trials have a result that ranks them. */
    static long observed(List<Trial> history) {
        return history.stream()
                .filter(trial -> rank(trial, Direction.MINIMIZE) != null)
                .count();
    }

    /** Optuna's {@code ceil(0.1 n)} in its own arithmetic, in which the tenth of 70 is a little above 7. */
    private static int below(int observed) {
        return Math.min((int) Math.ceil(0.1 * observed), MOST_BELOW);
    }

    private static @Nullable Ranked rank(Trial trial, Direction direction) {
        Outcome outcome = trial.outcome();
        if (outcome == Outcome.COMPLETE) {
            return new Ranked(trial, 0, 0, loss(trial.value(), direction));
        }
        Map.Entry<Integer, Double> last = trial.readings().lastEntry();
        int step = last == null ? -1 : last.getKey();
        double loss = loss(last == null ? null : last.getValue(), direction);
        boolean paused = trial.state() == TrialState.RUNNING && last != null;
        if (outcome == Outcome.PRUNED || paused) {
            return new Ranked(trial, 1, step, loss);
        }
        if (outcome == Outcome.DIVERGED || outcome == Outcome.OUT_OF_MEMORY) {
            return new Ranked(trial, 2, step, loss);
        }
        return null;
    }

    private static double loss(@Nullable Double value, Direction direction) {
        return value == null || value.isNaN() ? Double.POSITIVE_INFINITY : direction.loss(value);
    }

    private static List<Trial> byNumber(List<Trial> trials) {
        return trials.stream().sorted(Comparator.comparingInt(Trial::number)).toList();
    }
}
