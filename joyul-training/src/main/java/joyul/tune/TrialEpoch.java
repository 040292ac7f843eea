package joyul.tune;

import java.util.Locale;
import joyul.train.EpochEvent;

/**
 * A finished epoch of one trial.
 *
 * @param trial its number
 * @param freshSeed 0 in the search; 1, 2, ... where the confirmation trains the trial again on its first, second, ... fresh
 *     seed
 */
public record TrialEpoch(int trial, int freshSeed, EpochEvent event) implements TuneEvent {
    /** Whether this is a run of the confirmation, not of the search. */
    public boolean confirms() {
        return freshSeed > 0;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "trial %d%s  epoch %d/%d  train loss %.4f  validation loss %.4f",
                trial,
                confirms() ? " on fresh seed " + freshSeed : "",
                event.epoch(),
                event.epochs(),
                event.trainLoss(),
                event.validation().loss());
    }
}
