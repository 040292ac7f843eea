package joyul.pruner;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import joyul.check.Check;
import joyul.study.Direction;
import joyul.study.Promoter;
import joyul.study.Promotion;
import joyul.study.Pruner;
import joyul.study.Study;
import joyul.study.Trial;
import joyul.study.Verdict;

/**
 * Asynchronous successive halving (Li et al. 2018, arXiv 1810.05934): trials are compared at rungs whose resources grow by
 * a factor eta, and about the best 1/eta of each rung go on to the next.
 *
 * <p>As a {@link Pruner} it is the stopping variant (Optuna, Ray) for an objective that trains on and reports as it goes: a
 * trial is judged by its first reading at or beyond each rung. {@link #promoting} is the paper's Algorithm 2, for one that
 * can pause at a rung and go on later, or begin again with more.
 *
 * <p>What is compared must be alike. In the middle of a schedule that decays to its end, a large rate looks worse than it
 * is; so an objective that is promoted should let the reading at step r mean "a full run whose whole schedule is squeezed into r".
 */
public final class Asha implements Pruner {
    private static final MathContext FOUR_DIGITS = new MathContext(4);

    private final int eta;
    private final List<Integer> rungs;

    /**
     * Rungs from a smallest to a largest resource, in any unit that steps of readings count: epochs, say.
     *
     * @param reductionFactor eta: one in so many goes on
     * @param maxResource the resource of a whole run, and always the last rung; where it is no power of eta times the
     *     smallest, the number of rungs is the one whose last step comes nearest to eta
     */
    public Asha(int minResource, int reductionFactor, int maxResource) {
        Check.atLeast("minResource", minResource, 1);
        this.eta = Check.atLeast("reductionFactor", reductionFactor, 2);
        Check.atLeast("maxResource", maxResource, minResource);
        List<Integer> resources = new ArrayList<>();
        for (long resource = minResource; resource * Math.sqrt(eta) <= maxResource; resource *= eta) {
            resources.add((int) resource);
        }
        resources.add(maxResource);
        this.rungs = List.copyOf(resources);
    }

    /** The resources of the rungs: {@code r, r * eta, r * eta^2, ...} and the largest resource. */
    public List<Integer> rungs() {
        return rungs;
    }

    /**
     * The stopping variant: at each rung below the last that the latest reading reaches, a trial goes on if it is among
     * the top 1/eta of the readings there so far (the best one, while there are fewer than eta). A NaN ends it.
     */
    @Override
    public Verdict judge(Trial trial, List<Trial> history, Direction direction) {
        Map.Entry<Integer, Double> last = trial.readings().lastEntry();
        if (last == null) {
            return Verdict.goOn("no reading yet");
        }
        Integer before = trial.readings().lowerKey(last.getKey());
        Verdict verdict = Verdict.goOn("no rung at step " + last.getKey());
        for (int resource : rungs.subList(0, rungs.size() - 1)) {
            boolean reachedNow = last.getKey() >= resource && (before == null || before < resource);
            if (reachedNow && verdict.goesOn()) {
                verdict = judgeAt(resource, trial, last, history, direction);
            }
        }
        return verdict;
    }

    private Verdict judgeAt(
            int resource, Trial trial, Map.Entry<Integer, Double> last, List<Trial> history, Direction direction) {
        if (last.getValue().isNaN()) {
            return Verdict.stop("NaN at step " + last.getKey());
        }
        int count = 1;
        int better = 0;
        for (Trial other : history) {
            Map.Entry<Integer, Double> reading = other.readings().ceilingEntry(resource);
            if (other.id() != trial.id()
                    && reading != null
                    && !reading.getValue().isNaN()) {
                count++;
                better += direction.better(reading.getValue(), last.getValue()) ? 1 : 0;
            }
        }
        int goOn = Math.max(1, count / eta);
        return new Verdict(
                better < goOn,
                rank(last.getValue(), last.getKey(), better + 1, count)
                        + (goOn == 1 ? "; the best goes on" : "; the best " + goOn + " go on"));
    }

    /**
     * The promoting form, for {@code Search.pruner}: every trial pauses at its rung, and {@link Study#optimize} calls the
     * objective again for one that goes on.
     */
    public Promoter promoting() {
        return new AshaPromotion(this);
    }

    /**
     * The trials to let go on, the first of them first: from the top rung down, the running ones not yet promoted among the
     * top {@code floor(n / eta)} of the n trials that ever reported at that rung, however they ended, best first; NaN,
     * diverged and out of memory count as worst. Empty means: start a new trial at the first rung.
     */
    Stream<Promotion> promotions(List<Trial> history, Direction direction) {
        return IntStream.iterate(rungs.size() - 2, index -> index >= 0, index -> index - 1)
                .boxed()
                .flatMap(index -> promotionsFrom(index, history, direction));
    }

    private Stream<Promotion> promotionsFrom(int index, List<Trial> history, Direction direction) {
        int resource = rungs.get(index);
        List<Standing> standings = Standing.at(resource, index, history, direction);
        int top = standings.size() / eta;
        return IntStream.range(0, top)
                .filter(place -> standings.get(place).canBePromotedFrom(index))
                .mapToObj(place -> {
                    Standing standing = standings.get(place);
                    String reason = rank(standing.reading(), resource, place + 1, standings.size())
                            + (top == 1 ? "; the best goes on" : "; the best " + top + " go on");
                    return new Promotion(standing.trial(), index + 1, rungs.get(index + 1), reason);
                });
    }

    private static String rank(double value, int step, int rank, int count) {
        String text = Double.isFinite(value)
                ? new BigDecimal(value).round(FOUR_DIGITS).stripTrailingZeros().toPlainString()
                : String.valueOf(value);
        return text + " at step " + step + " is rank " + rank + " of " + count;
    }
}
