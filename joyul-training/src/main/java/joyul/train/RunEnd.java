package joyul.train;

import joyul.run.Ending;

/**
 * How a stretch of training ended.
 *
 * @param step optimizer steps made in the whole run so far
 * @param detail one sentence for people where something went wrong; else empty
 */
public record RunEnd(Ending kind, long step, String detail) {
    /** Whether the run did all that it was to do. */
    public boolean reached() {
        return kind.reached();
    }
}
