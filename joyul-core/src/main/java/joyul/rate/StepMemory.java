package joyul.rate;

import java.util.concurrent.atomic.AtomicReference;
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
        double rate = place.rate;
        for (long at = place.step + 1; at <= step; at++) {
            rate = next.rate(rate, at);
        }
        latest.set(new Place(baseRate, readings, step, rate));
        return rate;
    }
}
