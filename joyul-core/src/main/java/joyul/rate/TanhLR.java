package joyul.rate;

import joyul.check.Check;

/**
 * Down from about the base rate to about {@code eta_min} along a hyperbolic tangent, flat at both ends:
 * {@code rate(t) = eta_min + (base - eta_min) * (1 - tanh(lower * (1 - t/T) + upper * t/T)) / 2}. Hsueh et al. 2019,
 * "Stochastic gradient descent with hyperbolic-tangent decay" (arXiv 1806.01593, equation 5), with the bounds of timm's
 * {@code TanhLRScheduler}. After T steps the rate stays.
 *
 * @param tMax steps T from first to last, 1 or more; omitted: the run's length
 * @param lower where on the curve the run begins, -7 by default; the first rate is that close below the base rate
 * @param upper where it ends, above {@code lower}; 3 by default
 * @param etaMin the minimum, 0 or more; 0 by default
 */
public record TanhLR(Length tMax, double lower, double upper, double etaMin) implements Schedule {
    static final Form<TanhLR> FORM = Form.of("TanhLR", TanhLR.class)
            .counts(Counting.EPOCHS_BY_LENGTH)
            .parameter("T_max", s -> s.tMax.equals(Length.WHOLE_RUN) ? null : s.tMax)
            .parameter("lower", TanhLR::lower)
            .parameter("upper", TanhLR::upper)
            .parameter("eta_min", TanhLR::etaMin)
            .madeBy(given -> new TanhLR(
                    given.length("T_max", Length.WHOLE_RUN),
                    given.number("lower", -7),
                    given.number("upper", 3),
                    given.number("eta_min", 0)));

    public TanhLR {
        tMax.atLeast("T_max", 1);
        Check.finite("lower", lower);
        Check.finite("upper", upper);
        Check.that(upper > lower, "upper", "above lower", upper);
        Check.notNegative("eta_min", etaMin);
    }

    /** From -7 to 3 over the whole run. */
    public TanhLR() {
        this(Length.WHOLE_RUN, -7, 3, 0);
    }

    @Override
    public TanhLR resolved(RunLength run) {
        return new TanhLR(tMax.resolved(run), lower, upper, etaMin);
    }

    @Override
    public double rate(double baseRate, long step, Readings readings) {
        long steps = tMax.steps("T_max");
        double progress = Math.min(1, (double) step / steps);
        double place = lower * (1 - progress) + upper * progress;
        return etaMin + (baseRate - etaMin) * (1 - StrictMath.tanh(place)) / 2;
    }
}
