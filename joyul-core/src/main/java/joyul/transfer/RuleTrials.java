package joyul.transfer;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Tests a transfer rule by short runs before it is trusted. At the old batch size rates around the given one are tried; the
 * best is carried by the rule; and at the new batch size the carried rate is compared with rates around it. The rule holds
 * if the carried rate gets nearly as far as the best one: after as many examples, it has the loss that the best one had
 * after at least {@link RuleVerdict#ENOUGH} of them.
 */
public final class RuleTrials {
    /** A given rate that gets this far is as good as tuned. */
    private static final double TUNED = 0.9;

    private final ShortRuns runs;
    private final List<Long> seeds;

    /**
     * A test by these runs.
     *
     * @param seeds each rate is run on each of them
     */
    public RuleTrials(ShortRuns runs, List<Long> seeds) {
        this.runs = runs;
        this.seeds = List.copyOf(seeds);
    }

    /** The short runs at one batch size, with rates around the one that the rule gives. */
    public RateScan scan(int batch) {
        return RateScan.around(1, runs, batch, seeds);
    }

    /** Tests the rule between two batch sizes; where it is broken, finds how far on the way it holds. */
    public RuleVerdict test(Transfer transfer) {
        RateScan before = scan(transfer.from());
        double tuned = before.kept(1) >= TUNED ? 1 : before.best();
        RuleVerdict verdict = verdict(before, tuned, transfer);
        return verdict.holds() ? verdict : limited(verdict, transfer);
    }

    private RuleVerdict verdict(RateScan before, double tuned, Transfer transfer) {
        RateScan after = RateScan.around(tuned, runs, transfer.to(), seeds);
        double[] old = Objects.requireNonNull(before.losses().get(before.best()));
        double efficiency = RateScan.reached(old, after.end(after.best()));
        return new RuleVerdict(before, after, tuned, after.kept(tuned), efficiency, Optional.empty());
    }

    private RuleVerdict limited(RuleVerdict broken, Transfer transfer) {
        boolean grows = transfer.to() > transfer.from();
        int batch = grows ? transfer.to() / 2 : transfer.to() * 2;
        while (grows ? batch > transfer.from() : batch < transfer.from()) {
            Transfer shorter = new Transfer(transfer.rule(), transfer.from(), batch);
            if (verdict(broken.before(), broken.tuned(), shorter).holds()) {
                return new RuleVerdict(
                        broken.before(),
                        broken.after(),
                        broken.tuned(),
                        broken.kept(),
                        broken.efficiency(),
                        Optional.of(batch));
            }
            batch = grows ? batch / 2 : batch * 2;
        }
        return broken;
    }
}
