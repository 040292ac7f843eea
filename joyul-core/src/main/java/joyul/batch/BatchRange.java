package joyul.batch;

import java.util.List;
import java.util.Optional;
import joyul.check.Check;

/**
 * The batch sizes worth searching, powers of two.
 *
 * @param from the smallest
 * @param to the largest
 */
public record BatchRange(int from, int to) {
    private static final int USUAL_FROM = 16;
    private static final int USUAL_TO = 512;

    /** An epoch should have at least so many steps. */
    private static final int STEPS = 8;

    /** A size is left out when a run to the same loss takes more than so many times as long as with the best. */
    private static final double SLOWDOWN = 3;

    public BatchRange {
        Check.atLeast("the smallest batch", from, 1);
        Check.atLeast("the largest batch", to, from);
    }

    /** What the number of training examples allows: the ceiling that costs nothing to know. */
    public static BatchRange of(int examples) {
        int from = Math.min(USUAL_FROM, below(examples));
        return new BatchRange(from, Math.max(from, Math.min(USUAL_TO, below(examples / STEPS))));
    }

    /**
     * What the measured ceilings allow too: sizes that fit the memory and are not far slower to the same loss. Where the
     * time was up while even the largest size was worth trying, larger ones are no worse for all that is known.
     */
    public static BatchRange of(int examples, Optional<Ceilings> measured) {
        if (measured.isEmpty()) {
            return of(examples);
        }
        Ceilings ceilings = measured.get();
        double least = ceilings.sizes().stream()
                .mapToDouble(ceilings::worstSlowdown)
                .min()
                .orElseThrow();
        List<Integer> worth = ceilings.sizes().stream()
                .filter(size -> ceilings.worstSlowdown(size) <= SLOWDOWN * least)
                .map(TriedSize::batch)
                .toList();
        int largest = worth.get(worth.size() - 1);
        boolean open = ceilings.memory().end() == MemoryCeiling.End.TIME
                && largest == ceilings.sizes().get(ceilings.sizes().size() - 1).batch();
        int fits = open
                ? Math.max(USUAL_TO, largest)
                : Math.min(largest, ceilings.memory().largest());
        int to = below(Math.min(examples / STEPS, fits));
        return new BatchRange(Math.min(to, below(worth.get(0))), to);
    }

    /**
     * A range that reaches from this one to a recipe's own batch and twice it, as far as they are known to fit: what its
     * default does without a search stays within the search, and one doubling above shows whether larger ones pay.
     *
     * @param own the recipe's batch
     * @param fits the largest that fits the memory and the data
     */
    public BatchRange reaching(int own, int fits) {
        int known = below(Math.min(own, fits));
        return new BatchRange(Math.min(from, known), Math.max(to, below((int) Math.min(2L * own, fits))));
    }

    /** The largest power of two that is not larger. */
    private static int below(int size) {
        return Integer.highestOneBit(Math.max(1, size));
    }

    /** Whether a size lies within. */
    public boolean contains(int batch) {
        return batch >= from && batch <= to;
    }
}
