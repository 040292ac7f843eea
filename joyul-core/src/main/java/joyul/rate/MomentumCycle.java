package joyul.rate;

import joyul.check.Check;
import org.jspecify.annotations.Nullable;

/**
 * How far the momentum moves against the rate: it is at {@code max} where the rate is lowest and at {@code base} where
 * the rate peaks. PyTorch's {@code cycle_momentum}, {@code base_momentum} and {@code max_momentum}.
 *
 * @param base the momentum at the peak of the rate, in [0, 1)
 * @param max the momentum where the rate is lowest, in [0, 1)
 */
public record MomentumCycle(double base, double max) {
    public MomentumCycle {
        Check.below("base_momentum", base, 0, 1);
        Check.below("max_momentum", max, 0, 1);
    }

    /** As given in text; null where {@code cycle_momentum} is false. */
    static @Nullable MomentumCycle of(Given given, double base, double max) {
        return given.flag("cycle_momentum", true)
                ? new MomentumCycle(given.number("base_momentum", base), given.number("max_momentum", max))
                : null;
    }

    static @Nullable Double baseOf(@Nullable MomentumCycle cycle) {
        return cycle == null ? null : (Double) cycle.base;
    }

    static @Nullable Double maxOf(@Nullable MomentumCycle cycle) {
        return cycle == null ? null : (Double) cycle.max;
    }
}
