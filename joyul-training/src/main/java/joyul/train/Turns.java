package joyul.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import joyul.batch.Timing;

/**
 * Ways to do the same, timed in turn, A B A B, so that what else the machine does meanwhile falls on all alike; and whether
 * it did so much that the times tell nothing.
 *
 * @param timings microseconds of each way, over the rounds
 * @param processorShare of the time how much this thread had a processor; NaN where the system does not tell
 */
record Turns(Map<String, Timing> timings, double processorShare) {
    static final int ROUNDS = 5;

    /** A thread that computes has a processor all the time, unless others want it. */
    private static final double FEWEST_SHARE = 0.7;

    /** One way to do it. */
    interface Way {
        /** The median microseconds of doing it, over about so many nanoseconds and once at least. */
        double micros(long nanos);
    }

    /**
     * Clocks in nanoseconds.
     *
     * @param processor the time that this thread had a processor; negative where the system does not tell
     */
    record Clocks(LongSupplier wall, LongSupplier processor) {}

    /**
     * Times the ways, each once at least.
     *
     * @param nanos in all, about; a round that would probably end later is not begun
     */
    static Turns of(Map<String, Way> ways, Clocks clocks, long nanos) {
        Map<String, List<Double>> rounds = new LinkedHashMap<>();
        long begun = clocks.wall().getAsLong();
        long busy = clocks.processor().getAsLong();
        long taken = 0;
        for (int round = 0; round < ROUNDS && taken + taken / Math.max(1, round) <= nanos; round++) {
            ways.forEach((name, way) -> rounds.computeIfAbsent(name, none -> new ArrayList<>())
                    .add(way.micros(nanos / ROUNDS / ways.size())));
            taken = clocks.wall().getAsLong() - begun;
        }
        Map<String, Timing> timings = new LinkedHashMap<>();
        rounds.forEach((name, times) -> timings.put(name, Timing.of(times)));
        double share = (double) (clocks.processor().getAsLong() - busy) / taken;
        return new Turns(timings, busy < 0 ? Double.NaN : share);
    }

    /** Whether the times can be believed: each is possible, its rounds agree, and nobody else had the processor. */
    boolean isTrustworthy() {
        return timings.values().stream().allMatch(timing -> timing.isPlausible() && !timing.isBusy())
                && !(processorShare < FEWEST_SHARE);
    }

    /**
     * The first way, or a later one that is so many times as fast; the first where the times cannot be believed.
     *
     * @param worthwhile 1 or more
     */
    String fastest(double worthwhile) {
        String choice = timings.keySet().iterator().next();
        if (!isTrustworthy()) {
            return choice;
        }
        double best = Double.POSITIVE_INFINITY;
        for (Map.Entry<String, Timing> way : timings.entrySet()) {
            double micros = way.getValue().median();
            if (best > worthwhile * micros) {
                choice = way.getKey();
                best = micros;
            }
        }
        return choice;
    }
}
