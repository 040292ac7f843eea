package joyul.explain;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What a training run showed while it ran, and how it ended.
 *
 * @param steps the course of its batches, as {@link StepTrail} keeps it; empty where nobody wrote it down
 * @param epochs the finished ones
 * @param repairs how often the guard stepped in
 * @param rateFactor what the guard multiplied the schedule's rate by in the end
 * @param step optimizer steps made
 */
public record RunReadings(
        List<StepReading> steps, List<EpochReading> epochs, int repairs, double rateFactor, End end, long step) {
    /** How a run ended. */
    public enum End {
        REACHED,
        STOPPED_EARLY,
        /** Somebody stopped it, and it can go on. */
        STOPPED,
        DIVERGED,
        OUT_OF_MEMORY,
        /** It still runs, or was killed. */
        UNKNOWN;

        /** Whether the run did all that it was to do. */
        public boolean reached() {
            return this == REACHED || this == STOPPED_EARLY;
        }
    }

    public RunReadings {
        steps = List.copyOf(steps);
        epochs = List.copyOf(epochs);
    }

    /** The loss of the first step. */
    OptionalDouble firstLoss() {
        return steps.stream().mapToDouble(StepReading::loss).limit(1).findFirst();
    }

    /** Whether no loss was a number, though there were some. */
    boolean neverHadALoss() {
        return !steps.isEmpty() && lastLoss().isEmpty();
    }

    /** The newest loss that was a number. */
    OptionalDouble lastLoss() {
        return steps.stream()
                .mapToDouble(StepReading::loss)
                .filter(Double::isFinite)
                .reduce((first, second) -> second);
    }
}
