package joyul.tune;

import java.util.function.BooleanSupplier;
import joyul.run.Cancellation;

/** Time since a tune began, and the reasons to stop a run: the user, or the time. */
final class Stopwatch {
    private final long begun = System.nanoTime();
    private final Cancellation cancellation;
    private final double total;

    Stopwatch(Cancellation cancellation, double total) {
        this.cancellation = cancellation;
        this.total = total;
    }

    double seconds() {
        return (System.nanoTime() - begun) / 1e9;
    }

    double left() {
        return total - seconds();
    }

    boolean userStops() {
        return cancellation.cancelled();
    }

    /** A token for runs that stop with the tune, or while a condition holds. */
    Cancellation orWhile(BooleanSupplier condition) {
        return cancellation.derived(condition);
    }

    /** Whether a run must stop: the user wants it, or the seconds since the beginning have passed. */
    boolean stopsAt(double limit) {
        return userStops() || seconds() > limit;
    }
}
