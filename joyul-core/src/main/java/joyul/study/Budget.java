package joyul.study;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongSupplier;
import joyul.check.Check;
import joyul.check.InputException;

/**
 * How much a search may use: a number of trials, a time, or both, whichever is used up first. The time is wall clock
 * and decides whether another trial starts; it does not interrupt a running one.
 */
public record Budget(OptionalInt trials, Optional<Duration> time) {
    private static final int MOST_TRIALS = 100_000_000;
    private static final Duration LONGEST = Duration.ofDays(3650);

    public Budget {
        if (trials.isEmpty() && time.isEmpty()) {
            throw new InputException("a budget must name a number of trials or a time");
        }
        if (trials.isPresent()) {
            Check.within("number of trials in a budget", trials.getAsInt(), 1, MOST_TRIALS);
        }
        if (time.isPresent()
                && (time.get().compareTo(Duration.ZERO) <= 0 || time.get().compareTo(LONGEST) > 0)) {
            throw new InputException("the time of a budget must be above 0 and at most " + BudgetText.duration(LONGEST)
                    + ", but was " + BudgetText.duration(time.get()));
        }
    }

    public static Budget trials(int trials) {
        return new Budget(OptionalInt.of(trials), Optional.empty());
    }

    public static Budget of(Duration time) {
        return new Budget(OptionalInt.empty(), Optional.of(time));
    }

    /**
     * Reads {@code 3m}, {@code 150s}, {@code 1h30m}, {@code 50 trials} or {@code 3m or 50 trials}.
     *
     * @throws InputException for any other text, and for zero, negative and absurdly large budgets
     */
    public static Budget parse(String text) {
        return BudgetText.parse(text);
    }

    /** Both limits; where both name the same thing, the smaller. */
    public Budget and(Budget other) {
        OptionalInt fewest = trials;
        if (fewest.isEmpty() || other.trials.orElse(Integer.MAX_VALUE) < fewest.getAsInt()) {
            fewest = other.trials.isPresent() ? other.trials : trials;
        }
        Optional<Duration> shortest = time;
        if (shortest.isEmpty() || (other.time.isPresent() && other.time.get().compareTo(shortest.get()) < 0)) {
            shortest = other.time;
        }
        return new Budget(fewest, shortest);
    }

    /** Starts to use this budget, now. */
    public Countdown start() {
        return start(System::nanoTime);
    }

    /** As {@link #start()} with a clock of nanoseconds from any origin. */
    public Countdown start(LongSupplier nanoTime) {
        return new Countdown(this, nanoTime);
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return BudgetText.of(this);
    }
}
