package joyul.tune;

/** Time since a tune began, and the reasons to stop a run: the user, or the time. */
final class Stopwatch {
    private final long begun = System.nanoTime();
    private final TuneObserver observer;
    private final double total;

    Stopwatch(TuneObserver observer, double total) {
        this.observer = observer;
        this.total = total;
    }

    double seconds() {
        return (System.nanoTime() - begun) / 1e9;
    }

    double left() {
        return total - seconds();
    }

    boolean userStops() {
        return observer.stops();
    }

    /** Whether a run must stop: the user wants it, or the seconds since the beginning have passed. */
    boolean stopsAt(double limit) {
        return userStops() || seconds() > limit;
    }
}
