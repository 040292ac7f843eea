package joyul.tune;

import java.util.Locale;
import joyul.train.EpochEvent;

/**
 * A finished epoch of one trial.
 *
 * @param trial its number; negative for runs of the confirmation
 */
public record TrialEpoch(int trial, EpochEvent event) {
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "trial %d  epoch %d/%d  train loss %.4f  validation loss %.4f",
                trial,
                event.epoch(),
                event.epochs(),
                event.trainLoss(),
                event.validation().loss());
    }
}
