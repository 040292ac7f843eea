package joyul.pruner;

import java.util.Comparator;
import java.util.List;
import joyul.study.Direction;
import joyul.study.Outcome;
import joyul.study.Trial;
import joyul.study.TrialState;

/**
 * One trial at one rung.
 *
 * @param reading its reading there; NaN where it broke down on the way
 */
record Standing(Trial trial, double reading) {
    /** All trials that came to a rung, best first, earlier trials first among equals. */
    static List<Standing> at(int resource, int rung, List<Trial> history, Direction direction) {
        return history.stream()
                .filter(trial -> trial.readings().containsKey(resource) || brokeDown(trial, rung))
                .map(trial -> new Standing(trial, trial.readings().getOrDefault(resource, Double.NaN)))
                .sorted(Comparator.comparingDouble((Standing standing) -> standing.loss(direction))
                        .thenComparingInt(standing -> standing.trial().number()))
                .toList();
    }

    private static boolean brokeDown(Trial trial, int rung) {
        Outcome outcome = trial.outcome();
        return (outcome == Outcome.DIVERGED || outcome == Outcome.OUT_OF_MEMORY) && trial.rung() == rung;
    }

    private double loss(Direction direction) {
        return Double.isNaN(reading) ? Double.POSITIVE_INFINITY : direction.loss(reading);
    }

    boolean canBePromotedFrom(int rung) {
        return trial.state() == TrialState.RUNNING && trial.rung() <= rung && !Double.isNaN(reading);
    }
}
