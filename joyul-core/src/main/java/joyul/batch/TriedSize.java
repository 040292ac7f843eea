package joyul.batch;

import java.util.List;
import joyul.check.Check;
import joyul.check.InputException;
import joyul.run.Event;

/**
 * A batch size that trained two steps and evaluated.
 *
 * @param examplesPerSecond of training, without the evaluation: the median of the rounds
 * @param spread of the rounds over their median; NaN where there was one only
 * @param peakBytes the most memory that the process had in use by then; 0 where the system does not tell
 */
public record TriedSize(int batch, double examplesPerSecond, double spread, long peakBytes) implements Event {
    /** Throughput this close to the best counts as the best. */
    public static final double NEAR = 0.05;

    public TriedSize {
        Check.atLeast("batch", batch, 1);
        Check.positive("examples per second", examplesPerSecond);
    }

    /** A size that was timed once. */
    public TriedSize(int batch, double examplesPerSecond, long peakBytes) {
        this(batch, examplesPerSecond, Double.NaN, peakBytes);
    }

    /** Whether its rounds differ too much to be compared with those of other sizes. */
    boolean isBusy() {
        return spread > Timing.BUSY;
    }

    /** The throughput knee: the smallest size whose throughput is within {@link #NEAR} of the best. */
    public static TriedSize knee(List<TriedSize> sizes) {
        double enough = (1 - NEAR) * fastest(sizes).examplesPerSecond;
        return sizes.stream()
                .filter(size -> size.examplesPerSecond >= enough)
                .reduce((a, b) -> a.batch <= b.batch ? a : b)
                .orElseThrow();
    }

    /** The size with the highest throughput. */
    public static TriedSize fastest(List<TriedSize> sizes) {
        return sizes.stream()
                .reduce((a, b) -> a.examplesPerSecond >= b.examplesPerSecond ? a : b)
                .orElseThrow(() -> new InputException("no batch size was tried"));
    }
}
