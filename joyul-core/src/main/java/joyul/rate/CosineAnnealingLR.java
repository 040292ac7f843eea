package joyul.rate;

import joyul.check.Check;

/**
 * Half a cosine from the base rate down to {@code etaMin} over {@code tMax} steps, and up again after it:
 * {@code rate(t) = eta_min + (base - eta_min) * (1 + cos(pi t / T_max)) / 2}. PyTorch's {@code CosineAnnealingLR};
 * Loshchilov and Hutter 2016, "SGDR" (arXiv 1608.03983), equation 5, without restarts.
 *
 * <p>PyTorch computes each rate from the one before. This closed form agrees with it to 1e-12 as long as
 * {@code eta_min} is below the base rate and {@code T_max} below a few hundred; beyond that PyTorch's own rounding grows
 * to some 1e-11 on the way up from the minimum.
 *
 * @param tMax steps from the peak to the minimum, 1 or more; omitted: the run's length
 * @param etaMin the minimum, 0 or more; PyTorch's default is 0
 */
public record CosineAnnealingLR(Length tMax, double etaMin) implements Schedule {
    static final Form<CosineAnnealingLR> FORM = Form.of("CosineAnnealingLR", CosineAnnealingLR.class)
            .parameter("T_max", s -> s.tMax.equals(Length.WHOLE_RUN) ? null : s.tMax)
            .parameter("eta_min", CosineAnnealingLR::etaMin)
            .madeBy(given ->
                    new CosineAnnealingLR(given.length("T_max", Length.WHOLE_RUN), given.number("eta_min", 0)));

    public CosineAnnealingLR {
        tMax.atLeast("T_max", 1);
        Check.notNegative("eta_min", etaMin);
    }

    /** Over the whole run, down to 0. */
    public CosineAnnealingLR() {
        this(Length.WHOLE_RUN, 0);
    }

    public CosineAnnealingLR(long tMax) {
        this(Length.of(tMax), 0);
    }

    public CosineAnnealingLR etaMin(double minimum) {
        return new CosineAnnealingLR(tMax, minimum);
    }

    @Override
    public CosineAnnealingLR resolved(RunLength run) {
        return new CosineAnnealingLR(tMax.resolved(run), etaMin);
    }

    @Override
    public double rate(double baseRate, long step, Readings readings) {
        long half = tMax.steps("T_max");
        double height = (baseRate - etaMin) * (1 + StrictMath.cos(Math.PI * step / half)) / 2;
        return etaMin + (step > half ? height * rounding(step, half) : height);
    }

    /**
     * 1 but for rounding. PyTorch leaves a minimum by adding {@code (1 - cos(pi / T_max)) / 2} and multiplies on from
     * there, so the rounding of that small number stays in the rates that follow.
     */
    private static double rounding(long step, long half) {
        long minimum = half * (2 * ((step - 1 - half) / (2 * half)) + 1);
        double added = 1 - StrictMath.cos(Math.PI / half);
        return added / (1 + StrictMath.cos(Math.PI * (minimum + 1) / half));
    }
}
