package joyul.rate;

import joyul.check.Check;

/**
 * Half a cosine from the base rate down to {@code etaMin} over {@code tMax} steps, and up again after it:
 * {@code rate(t) = eta_min + (base - eta_min) * (1 + cos(pi t / T_max)) / 2}. PyTorch's {@code CosineAnnealingLR};
 * Loshchilov and Hutter 2016, "SGDR" (arXiv 1608.03983), equation 5, without restarts.
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
        if (tMax instanceof Length.Count count) {
            Check.atLeast("T_max", count.value(), 1);
        }
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
    public CosineAnnealingLR resolved(long totalSteps) {
        return new CosineAnnealingLR(tMax.resolved(totalSteps), etaMin);
    }

    @Override
    public double rate(double baseRate, long step, Readings readings) {
        double progress = Math.PI * step / tMax.steps("T_max");
        return etaMin + (baseRate - etaMin) * (1 + StrictMath.cos(progress)) / 2;
    }
}
