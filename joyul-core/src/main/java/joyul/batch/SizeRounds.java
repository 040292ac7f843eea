package joyul.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import joyul.run.Cancellation;

/**
 * Batch sizes timed in rounds, all of them in turn: what else the machine does meanwhile, and the start of a fresh process,
 * fall on all alike. A size's time is the median of its rounds.
 */
final class SizeRounds {
    /** Rounds of all sizes, the first trial of each counted. */
    static final int MOST = 3;

    private final LongSupplier clock;
    private final long deadline;
    private final SortedMap<Integer, Timed> sizes = new TreeMap<>();

    /**
     * Rounds until a time.
     *
     * @param clock in nanoseconds
     */
    SizeRounds(LongSupplier clock, long deadline) {
        this.clock = clock;
        this.deadline = deadline;
    }

    /** One size: the seconds of a step in each round, the memory at its first, and how long its latest trial took. */
    private static final class Timed {
        private final List<Double> rounds = new ArrayList<>();
        private final long peakBytes;
        private long nanos;

        Timed(long peakBytes, long nanos) {
            this.peakBytes = peakBytes;
            this.nanos = nanos;
        }
    }

    /**
     * Takes a size's first trial.
     *
     * @param seconds of a step
     * @param nanos that another trial would take
     */
    TriedSize first(int batch, double seconds, long peakBytes, long nanos) {
        Timed timed = new Timed(peakBytes, nanos);
        timed.rounds.add(seconds);
        sizes.put(batch, timed);
        return tried(batch, timed);
    }

    /**
     * Goes on with rounds; no trial is begun that would end behind the deadline.
     *
     * @param seconds of a step in another trial of a size, where it trained
     */
    void goOn(IntFunction<OptionalDouble> seconds, Cancellation cancellation) {
        for (int round = 1; round < MOST; round++) {
            for (var size : sizes.entrySet()) {
                Timed timed = size.getValue();
                long begun = clock.getAsLong();
                if (cancellation.cancelled() || begun + timed.nanos > deadline) {
                    return;
                }
                seconds.apply(size.getKey()).ifPresent(timed.rounds::add);
                timed.nanos = clock.getAsLong() - begun;
            }
        }
    }

    /** All sizes, from small to large. */
    List<TriedSize> sizes() {
        return sizes.entrySet().stream()
                .map(size -> tried(size.getKey(), size.getValue()))
                .toList();
    }

    private static TriedSize tried(int batch, Timed timed) {
        Timing timing = Timing.of(timed.rounds);
        return new TriedSize(batch, batch / timing.median(), timing.spread(), timed.peakBytes);
    }
}
