package joyul.rate;

import java.util.ArrayList;
import java.util.List;
import joyul.check.Check;
import joyul.check.InputException;
import org.jspecify.annotations.Nullable;

/**
 * Up from {@code max_lr / div_factor} to {@code max_lr} and down to {@code max_lr / div_factor / final_div_factor}, each
 * along half a cosine or a straight line. PyTorch's {@code OneCycleLR}; Smith and Topin 2017, "Super-Convergence" (arXiv
 * 1708.07120). The rise ends at step {@code pct_start * total_steps - 1}, a real number; with {@code three_phase} the
 * fall back to the first rate takes as long, and the last phase goes from there to the end.
 *
 * <p>As in PyTorch, the schedule is defined up to step {@code total_steps}, one beyond the last of a run, and refuses
 * later ones. Unlike PyTorch's it gives the rate alone and leaves momentum as it is, {@code epochs * steps_per_epoch} is
 * kept as {@code total_steps}, and a phase of no length is over at once where PyTorch divides by zero.
 *
 * @param maxLr the peak, above 0; null: the base rate (which is otherwise not used)
 * @param totalSteps the length of the cycle, 1 or more; omitted: the run's length
 * @param pctStart the part of the cycle that rises, in [0, 1]; PyTorch's default is 0.3
 * @param annealStrategy the shape of each phase; PyTorch's default is cos
 * @param divFactor peak over first rate, above 0; PyTorch's default is 25
 * @param finalDivFactor first rate over last rate, above 0; PyTorch's default is 1e4
 * @param threePhase whether the fall has two phases; PyTorch's default is false
 */
public record OneCycleLR(
        @Nullable Double maxLr,
        Length totalSteps,
        double pctStart,
        Anneal annealStrategy,
        double divFactor,
        double finalDivFactor,
        boolean threePhase)
        implements Schedule {
    static final Form<OneCycleLR> FORM = Form.of("OneCycleLR", OneCycleLR.class)
            .parameter("max_lr", OneCycleLR::maxLr)
            .parameter("total_steps", s -> s.totalSteps.equals(Length.WHOLE_RUN) ? null : s.totalSteps)
            .parameter("epochs", s -> null)
            .parameter("steps_per_epoch", s -> null)
            .parameter("pct_start", OneCycleLR::pctStart)
            .parameter("anneal_strategy", OneCycleLR::annealStrategy)
            .dropped("cycle_momentum", true, false)
            .dropped("base_momentum", 0.85)
            .dropped("max_momentum", 0.95)
            .parameter("div_factor", OneCycleLR::divFactor)
            .parameter("final_div_factor", OneCycleLR::finalDivFactor)
            .parameter("three_phase", OneCycleLR::threePhase)
            .madeBy(given -> new OneCycleLR(
                    given.optionalNumber("max_lr"),
                    length(given),
                    given.number("pct_start", 0.3),
                    given.choice("anneal_strategy", Anneal.COS),
                    given.number("div_factor", 25),
                    given.number("final_div_factor", 1e4),
                    given.flag("three_phase", false)));

    /** The shape of a phase. */
    public enum Anneal {
        COS {
            @Override
            double between(double start, double end, double progress) {
                return end + (start - end) / 2 * (StrictMath.cos(Math.PI * progress) + 1);
            }
        },
        LINEAR {
            @Override
            double between(double start, double end, double progress) {
                return (end - start) * progress + start;
            }
        };

        abstract double between(double start, double end, double progress);
    }

    public OneCycleLR {
        if (maxLr != null) {
            Check.positive("max_lr", maxLr);
        }
        if (totalSteps instanceof Length.Count count) {
            Check.atLeast("total_steps", count.value(), 1);
        }
        Check.within("pct_start", pctStart, 0, 1);
        Check.positive("div_factor", divFactor);
        Check.positive("final_div_factor", finalDivFactor);
    }

    /** PyTorch's defaults, with the base rate as the peak, over the whole run. */
    public OneCycleLR() {
        this(null, Length.WHOLE_RUN, 0.3, Anneal.COS, 25, 1e4, false);
    }

    public OneCycleLR maxLr(double rate) {
        return new OneCycleLR(rate, totalSteps, pctStart, annealStrategy, divFactor, finalDivFactor, threePhase);
    }

    public OneCycleLR totalSteps(long steps) {
        return totalSteps(Length.of(steps));
    }

    public OneCycleLR totalSteps(Length steps) {
        return new OneCycleLR(maxLr, steps, pctStart, annealStrategy, divFactor, finalDivFactor, threePhase);
    }

    public OneCycleLR pctStart(double part) {
        return new OneCycleLR(maxLr, totalSteps, part, annealStrategy, divFactor, finalDivFactor, threePhase);
    }

    public OneCycleLR annealStrategy(Anneal shape) {
        return new OneCycleLR(maxLr, totalSteps, pctStart, shape, divFactor, finalDivFactor, threePhase);
    }

    public OneCycleLR divFactors(double first, double last) {
        return new OneCycleLR(maxLr, totalSteps, pctStart, annealStrategy, first, last, threePhase);
    }

    public OneCycleLR threePhase(boolean three) {
        return new OneCycleLR(maxLr, totalSteps, pctStart, annealStrategy, divFactor, finalDivFactor, three);
    }

    @Override
    public OneCycleLR resolved(long steps) {
        return totalSteps(totalSteps.resolved(steps));
    }

    @Override
    public double rate(double baseRate, long step, Readings readings) {
        long total = totalSteps.steps("total_steps");
        if (step > total) {
            throw new InputException("total_steps must be at least the number of steps taken, but was " + total
                    + " at step " + step + "; give a larger total_steps or leave it out");
        }
        double start = 0;
        for (Phase phase : phases(maxLr == null ? baseRate : maxLr, total)) {
            if (step <= phase.end || phase.last) {
                double progress = phase.end == start ? 1 : (step - start) / (phase.end - start);
                return annealStrategy.between(phase.from, phase.to, progress);
            }
            start = phase.end;
        }
        throw new AssertionError("the last phase takes every step");
    }

    private List<Phase> phases(double peak, long total) {
        double first = peak / divFactor;
        double lowest = first / finalDivFactor;
        List<Phase> phases = new ArrayList<>();
        phases.add(new Phase(pctStart * total - 1, first, peak, false));
        if (threePhase) {
            phases.add(new Phase(2 * pctStart * total - 2, peak, first, false));
        }
        phases.add(new Phase(total - 1.0, threePhase ? first : peak, lowest, true));
        return phases;
    }

    private record Phase(double end, double from, double to, boolean last) {}

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
