package joyul.train;

/**
 * How a stretch of training ended.
 *
 * @param step optimizer steps made in the whole run so far
 * @param detail one sentence for people where something went wrong; else empty
 */
public record RunEnd(Kind kind, long step, String detail) {
    /** The ways to end. */
    public enum Kind {
        /** The wanted epoch is reached. */
        REACHED,
        /** Early stopping ended it; the weights are those of the best epoch. */
        STOPPED_EARLY,
        /** The observer asked to stop. */
        STOPPED,
        DIVERGED,
        OUT_OF_MEMORY
    }

    /** Whether the run did all that it was to do. */
    public boolean reached() {
        return kind == Kind.REACHED || kind == Kind.STOPPED_EARLY;
    }
}
