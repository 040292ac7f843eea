package joyul.rate;

import java.util.concurrent.atomic.AtomicReference;
import joyul.check.InputException;
import org.jspecify.annotations.Nullable;

/**
 * The latest rate of a schedule that follows from the step before, so that asking step by step does not begin anew each
 * time. What it answers is the same without it.
 */
final class StepMemory {
    private final AtomicReference<@Nullable Place> latest = new AtomicReference<>();

    /** A rate from the rate of the step before. */
    @FunctionalInterface
    interface Next {
        double rate(double before, long step);
    }

    /** Steps taken at one asking, some seconds' work; a run that asks step by step takes one. */
    private static final long MOST = 100_000_000;

    private record Place(double baseRate, Readings readings, long step, double rate) {
        boolean leadsTo(double base, long wanted, Readings known) {
            return base == baseRate && wanted >= step && known.agrees(readings, step);
        }
    }

    /**
     * The rate at a step.
     *
     * @param first the rate at step 0
     */
    double rate(double baseRate, long step, Readings readings, double first, Next next) {
        Place place = latest.get();
        if (place == null || !place.leadsTo(baseRate, step, readings)) {
            place = new Place(baseRate, readings, 0, first);
        }
        if (step - place.step > MOST) {
            throw new InputException("a rate that follows from the step before can be had at most " + MOST
                    + " steps on, but step " + step + " was asked for; use a schedule with a formula of the step");
        }
        double rate = place.rate;
        for (long at = place.step + 1; at <= step; at++) {
            rate = next.rate(rate, at);
        }
        latest.set(new Place(baseRate, readings, step, rate));
        return rate;
    }
}
