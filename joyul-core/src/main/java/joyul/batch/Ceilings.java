package joyul.batch;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import joyul.check.Check;
import joyul.noise.CriticalBatch;
import joyul.noise.NoiseTrail;

/**
 * The ceilings of the batch size, measured: memory, throughput, gradient noise and data set.
 *
 * @param sizes that were tried, from small to large
 * @param noise along the run that measured it, in windows; the critical batch is read off the middle one
 * @param middle the median window
 * @param examples for training: no batch is larger
 */
public record Ceilings(
        List<TriedSize> sizes,
        MemoryCeiling memory,
        List<NoiseTrail.Window> noise,
        NoiseTrail.Window middle,
        int examples) {
    public Ceilings {
        sizes = List.copyOf(sizes);
        noise = List.copyOf(noise);
        Check.atLeast("sizes tried", sizes.size(), 1);
        Check.atLeast("windows", noise.size(), 1);
    }

    /** The smallest size within 5 % of the best throughput. */
    public TriedSize knee() {
        return TriedSize.knee(sizes);
    }

    /** The size whose rounds differ most, where they differ by so much that the machine was too busy to tell. */
    public Optional<TriedSize> busiest() {
        return sizes.stream().filter(TriedSize::isBusy).max(Comparator.comparingDouble(TriedSize::spread));
    }

    public CriticalBatch critical() {
        return CriticalBatch.of(middle.scale());
    }

    /**
     * How much longer a run to the same loss takes with a batch size than with the best of those tried: examples needed
     * (eq. 2.11 of McCandlish et al. 2018) over examples per second, 1 for the best.
     *
     * @param critical the critical batch size
     */
    public double slowdown(TriedSize size, double critical) {
        double best = sizes.stream()
                .mapToDouble(each -> seconds(each, critical))
                .min()
                .orElseThrow();
        return seconds(size, critical) / best;
    }

    private static double seconds(TriedSize size, double critical) {
        return CriticalBatch.examples(size.batch(), critical) / size.examplesPerSecond();
    }

    /** The slowdown at that end of the critical batch's range where it is worse. */
    public double worstSlowdown(TriedSize size) {
        CriticalBatch range = critical();
        return Math.max(slowdown(size, range.low()), slowdown(size, range.high()));
    }
}
