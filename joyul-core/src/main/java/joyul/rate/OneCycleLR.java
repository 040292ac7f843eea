package joyul.rate;

import joyul.check.Check;
import org.jspecify.annotations.Nullable;

/**
 * Up from {@code max_lr / div_factor} to {@code max_lr} and down to {@code max_lr / div_factor / final_div_factor}, each
 * along half a cosine or a straight line, while the momentum goes down and up. PyTorch's {@code OneCycleLR}; Smith and
 * Topin 2017, "Super-Convergence" (arXiv 1708.07120). The rise ends at step {@code pct_start * total_steps - 1}, a real
 * number; with {@code three_phase} the fall back to the first rate takes as long, and the last phase goes from there to
 * the end.
 *
 * <p>As in PyTorch, the last phase is drawn on by one step beyond the last of a run (along a line, to just below the
 * lowest rate). Unlike PyTorch's, which refuses any later step, a longer run then stays at the lowest rate;
 * {@code epochs * steps_per_epoch} is kept as {@code total_steps}; and a phase of no length is over at once where
 * PyTorch divides by zero.
 *
 * @param maxLr the peak, above 0; null: the base rate (which is otherwise not used)
 * @param totalSteps the length of the cycle, 1 or more; omitted: the run's length
 * @param pctStart the part of the cycle that rises, in [0, 1]; PyTorch's default is 0.3
 * @param annealStrategy the shape of each phase; PyTorch's default is cos
 * @param momentum how the momentum moves against the rate, from 0.95 to 0.85 and back by default; null: it stays as it is
 * @param divFactor peak over first rate, above 0; PyTorch's default is 25
 * @param finalDivFactor first rate over last rate, above 0; PyTorch's default is 1e4
 * @param threePhase whether the fall has two phases; PyTorch's default is false
 */
public record OneCycleLR(
        @Nullable Double maxLr,
        Length totalSteps,
        double pctStart,
        Anneal annealStrategy,
        @Nullable MomentumCycle momentum,
        double divFactor,
        double finalDivFactor,
        boolean threePhase)
        implements Recurrence {
    private static final MomentumCycle USUAL = new MomentumCycle(0.85, 0.95);

    static final Form<OneCycleLR> FORM = Form.of("OneCycleLR", OneCycleLR.class)
            .counts(Counting.STEPS)
            .parameter("max_lr", OneCycleLR::maxLr)
            .parameter("total_steps", s -> s.totalSteps.equals(Length.WHOLE_RUN) ? null : s.totalSteps)
            .parameter("epochs", s -> null)
            .parameter("steps_per_epoch", s -> null)
            .parameter("pct_start", OneCycleLR::pctStart)
            .parameter("anneal_strategy", OneCycleLR::annealStrategy)
            .parameter("cycle_momentum", s -> s.momentum != null)
            .parameter("base_momentum", s -> MomentumCycle.baseOf(s.momentum))
            .parameter("max_momentum", s -> MomentumCycle.maxOf(s.momentum))
            .parameter("div_factor", OneCycleLR::divFactor)
            .parameter("final_div_factor", OneCycleLR::finalDivFactor)
            .parameter("three_phase", OneCycleLR::threePhase)
            .madeBy(given -> new OneCycleLR(
                    given.optionalNumber("max_lr"),
                    length(given),
                    given.number("pct_start", 0.3),
                    given.choice("anneal_strategy", Anneal.COS),
                    MomentumCycle.of(given, USUAL.base(), USUAL.max()),
                    given.number("div_factor", 25),
                    given.number("final_div_factor", 1e4),
                    given.flag("three_phase", false)));

    public OneCycleLR {
        if (maxLr != null) {
            Check.positive("max_lr", maxLr);
        }
        totalSteps.atLeast("total_steps", 1);
        Check.within("pct_start", pctStart, 0, 1);
        Check.positive("div_factor", divFactor);
        Check.positive("final_div_factor", finalDivFactor);
    }

    /** PyTorch's defaults, with the base rate as the peak, over the whole run. */
    public OneCycleLR() {
        this(null, Length.WHOLE_RUN, 0.3, Anneal.COS, USUAL, 25, 1e4, false);
    }

    public OneCycleLR maxLr(double rate) {
        return new OneCycleLR(
                rate, totalSteps, pctStart, annealStrategy, momentum, divFactor, finalDivFactor, threePhase);
    }

    public OneCycleLR totalSteps(long steps) {
        return totalSteps(Length.of(steps));
    }

    public OneCycleLR totalSteps(Length steps) {
        return new OneCycleLR(maxLr, steps, pctStart, annealStrategy, momentum, divFactor, finalDivFactor, threePhase);
    }

    public OneCycleLR pctStart(double part) {
        return new OneCycleLR(maxLr, totalSteps, part, annealStrategy, momentum, divFactor, finalDivFactor, threePhase);
    }

    public OneCycleLR annealStrategy(Anneal shape) {
        return new OneCycleLR(maxLr, totalSteps, pctStart, shape, momentum, divFactor, finalDivFactor, threePhase);
    }

    /** With the momentum moving against the rate, or with null staying as it is. */
    public OneCycleLR momentum(@Nullable MomentumCycle cycle) {
        return new OneCycleLR(
                maxLr, totalSteps, pctStart, annealStrategy, cycle, divFactor, finalDivFactor, threePhase);
    }

    public OneCycleLR divFactors(double first, double last) {
        return new OneCycleLR(maxLr, totalSteps, pctStart, annealStrategy, momentum, first, last, threePhase);
    }

    public OneCycleLR threePhase(boolean three) {
        return new OneCycleLR(maxLr, totalSteps, pctStart, annealStrategy, momentum, divFactor, finalDivFactor, three);
    }

    @Override
    public OneCycleLR resolved(RunLength run) {
        return totalSteps(totalSteps.resolved(run));
    }

    @Override
    public double rate(double baseRate, long step, Readings readings) {
        double peak = maxLr == null ? baseRate : maxLr;
        double first = peak / divFactor;
        return value(step, first, peak, first / finalDivFactor);
    }

    @Override
    public double momentum(double baseMomentum, long step, Readings readings) {
        return momentum == null ? baseMomentum : value(step, momentum.max(), momentum.base(), momentum.max());
    }

    @Override
    public boolean isRelative() {
        return false;
    }

    /** PyTorch's constructor writes the first rate over the optimizer's initial one. */
    @Override
    public double claimed(double baseRate, boolean first) {
        return (maxLr == null ? baseRate : maxLr) / divFactor;
    }

    /** What begins at {@code first}, is at {@code peak} when the rate peaks, and ends at {@code last}. */
    private double value(long step, double first, double peak, double last) {
        long total = totalSteps.steps("total_steps");
        long end = total - 1;
        long at = step > total ? end : step;
        double top = pctStart * total - 1;
        double back = threePhase ? 2 * pctStart * total - 2 : top;
        if (at <= top) {
            return between(first, peak, (double) at, 0, top);
        }
        if (threePhase && at <= back) {
            return between(peak, first, (double) at, top, back);
        }
        return between(threePhase ? first : peak, last, (double) at, back, (double) end);
    }

    private double between(double from, double to, double step, double start, double end) {
        return annealStrategy.between(from, to, end == start ? 1 : (step - start) / (end - start));
    }

    private static Length length(Given given) {
        if (given.has("total_steps") || !(given.has("epochs") || given.has("steps_per_epoch"))) {
            return given.length("total_steps", Length.WHOLE_RUN);
        }
        long epochs = Check.atLeast("epochs", given.whole("epochs"), 1);
        long each = Check.atLeast("steps_per_epoch", given.whole("steps_per_epoch"), 1);
        double product = (double) epochs * each;
        Check.that(product < 1e15, "epochs times steps_per_epoch", "below 1e15", product);
        return Length.of(epochs * each);
    }
}
