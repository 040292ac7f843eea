package joyul.run;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * A wish to stop that a long computation heeds between two of its steps. Any thread may cancel it, at any time and for
 * good.
 */
public final class Cancellation {
    private final BooleanSupplier above;
    private volatile boolean cancelled;

    public Cancellation() {
        this(() -> false);
    }

    private Cancellation(BooleanSupplier above) {
        this.above = above;
    }

    /** A token of a part: it is cancelled by itself, or with this one, which knows nothing of it. */
    public Cancellation derived() {
        return new Cancellation(this::cancelled);
    }

    /** A token of a part that must end in time: cancelled by itself, with this one, or once the time from now is over. */
    public Cancellation within(Duration time) {
        long begun = System.nanoTime();
        return derived(() -> System.nanoTime() - begun > time.toNanos());
    }

    /** A token of a part that is cancelled by itself, with this one, or while a condition holds. */
    public Cancellation derived(BooleanSupplier condition) {
        return new Cancellation(() -> cancelled() || condition.getAsBoolean());
    }

    public void cancel() {
        cancelled = true;
    }

    public boolean cancelled() {
        return cancelled || above.getAsBoolean();
    }

    /**
     * Ends a computation that has no answer yet.
     *
     * @throws Cancelled if this is cancelled
     */
    public void check() {
        if (cancelled()) {
            throw new Cancelled();
        }
    }
}
