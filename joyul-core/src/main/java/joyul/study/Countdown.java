package joyul.study;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** A budget being used up. Safe for many threads. */
public final class Countdown {
    private final Budget budget;
    private final LongSupplier nanoTime;
    private final long started;
    private final AtomicInteger taken = new AtomicInteger();

    Countdown(Budget budget, LongSupplier nanoTime) {
        this.budget = budget;
        this.nanoTime = nanoTime;
        this.started = nanoTime.getAsLong();
    }

    public Budget budget() {
        return budget;
    }

    /** Takes one trial out of the budget; false when no trial or no time is left. */
    public boolean takeTrial() {
        if (isTimeOver()) {
            return false;
        }
        int most = budget.trials().orElse(Integer.MAX_VALUE);
        return taken.getAndUpdate(count -> Math.min(count + 1, most)) < most;
    }

    /** Whether the budget names a time and that has passed. */
    public boolean isTimeOver() {
        return remaining().filter(left -> left.compareTo(Duration.ZERO) <= 0).isPresent();
    }

    /** How many trials were taken. */
    public int trialsTaken() {
        return taken.get();
    }

    public Duration elapsed() {
        return Duration.ofNanos(nanoTime.getAsLong() - started);
    }

    /** The time that is left, below zero after the end; empty where the budget has no time. */
    public Optional<Duration> remaining() {
        return budget.time().map(time -> time.minus(elapsed()));
    }
}
