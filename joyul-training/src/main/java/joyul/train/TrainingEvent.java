package joyul.train;

import java.util.Locale;
import joyul.check.InputException;
import joyul.check.Quote;

/**
 * Something that happened to a run besides its steps, and that changed how it went on. Events follow from the recipe and
 * the data alone, so that the same recipe has the same events again; the checkpoint holds them and the metrics log shows
 * them.
 *
 * @param step optimizer steps that were made when it happened
 * @param backTo the step whose state was restored; {@code step} itself where nothing was taken back
 * @param rateFactor what the schedule's rate is multiplied by from here on
 */
public record TrainingEvent(Kind kind, long step, long backTo, double rateFactor) implements RunEvent {
    /** What may happen. */
    public enum Kind {
        /** The guard left out one step, whose batch had an absurd loss. */
        SKIPPED,
        /** The guard noticed overshoot: it restored the last good state and cut the rate. */
        ROLLED_BACK,
        /** The schedule found a plateau and asked for the best weights so far. */
        BACKTRACKED,
        /** Early stopping ended the run with its best weights. */
        STOPPED_EARLY,
        /** The run was given more epochs. */
        EXTENDED;

        /** As files and programs say it. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether the guard stepped in. */
    public boolean isRepair() {
        return kind == Kind.SKIPPED || kind == Kind.ROLLED_BACK;
    }

    /** The text form that a checkpoint holds: {@code rolled_back:120:100:0.5}. */
    String text() {
        return kind.text() + ":" + step + ":" + backTo + ":" + rateFactor;
    }

    static TrainingEvent parse(String text) {
        String[] parts = text.split(":", -1);
        try {
            return new TrainingEvent(
                    Kind.valueOf(parts[0].toUpperCase(Locale.ROOT)),
                    Long.parseLong(parts[1]),
                    Long.parseLong(parts[2]),
                    Double.parseDouble(parts[3]));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new InputException(
                    "the checkpoint's event " + Quote.of(text) + " cannot be read; delete it and start again", e);
        }
    }
}
