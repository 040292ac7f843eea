package joyul.run;

import java.util.concurrent.CancellationException;

/** A computation that gives one answer at its end was cancelled before it had one. */
public final class Cancelled extends CancellationException {
    private static final long serialVersionUID = 1;

    public Cancelled() {
        super("cancelled before there was an answer");
    }
}
