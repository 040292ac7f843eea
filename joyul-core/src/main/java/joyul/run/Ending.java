package joyul.run;

import java.util.Locale;

/** How a run ended. */
public enum Ending {
    /** It did all that was wanted. */
    REACHED,
    /** Its own rule for stopping early ended it; the best that it reached stands. */
    STOPPED_EARLY,
    /** Its {@link Cancellation} was cancelled; it can go on from there. */
    STOPPED,
    DIVERGED,
    OUT_OF_MEMORY,
    /** It still runs, or was killed. */
    UNKNOWN;

    /** Whether the run did all that it was to do. */
    public boolean reached() {
        return this == REACHED || this == STOPPED_EARLY;
    }

    /** Whether it failed, so that it cannot go on. */
    public boolean failed() {
        return this == DIVERGED || this == OUT_OF_MEMORY;
    }

    /** As files and programs say it: {@code stopped_early}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
