package joyul.rate;

import joyul.check.Check;

/**
 * Half a cosine from the base rate down to {@code etaMin} over {@code tMax} steps, and up again after it:
 * {@code rate(t) = eta_min + (base - eta_min) * (1 + cos(pi t / T_max)) / 2}. PyTorch's {@code CosineAnnealingLR};
 * Loshchilov and Hutter 2016, "SGDR" (arXiv 1608.03983), equation 5, without restarts.
 *
 * <p>PyTorch computes each rate from the one before. Down to the minimum that is this closed form to rounding. Out of a
 * minimum it is not: PyTorch leaves by adding {@code (base - eta_min) * (1 - cos(pi / T_max)) / 2} and multiplies on from
 * there, so that the rounding of this small number (1e-16 of {@code eta_min}, against {@code 1/T_max^2}) stays in all
 * rates up to the next minimum: 1e-12 of the rate for a {@code T_max} of some hundreds, 1e-9 for ten thousand. Past
 * {@code T_max} the first steps up are therefore taken as PyTorch takes them, and the closed form goes on from there.
 *
 * @param tMax steps from the peak to the minimum, 1 or more; omitted: the run's length
 * @param etaMin the minimum, 0 or more; PyTorch's default is 0
 */
public record CosineAnnealingLR(Length tMax, double etaMin) implements Recurrence {
    /** After so many steps up the rounding of the first ones is a thousandth of what it was. */
    private static final long STEPS_UP = 32;

    static final Form<CosineAnnealingLR> FORM = Form.of("CosineAnnealingLR", CosineAnnealingLR.class)
            .counts(Counting.EPOCHS_BY_LENGTH)
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
        if (step <= half) {
            return etaMin + (baseRate - etaMin) * height(step, half) / 2;
        }
        long at = step - (step - 1 - half) % (2 * half); // The first step after the latest minimum.
        long until = Math.min(step, at + STEPS_UP);
        double rate = next(etaMin, baseRate, at, readings);
        while (at < until) {
            rate = next(rate, baseRate, ++at, readings);
        }
        return at == step ? rate : etaMin + (rate - etaMin) * (height(step, half) / height(at, half));
    }

    @Override
    public double next(double rate, double baseRate, long step, Readings readings) {
        long half = tMax.steps("T_max");
        if (Math.floorMod(step - 1 - half, 2 * half) == 0) {
            return rate + (baseRate - etaMin) * (1 - Cosine.of(Math.PI / half)) / 2;
        }
        return height(step, half) / height(step - 1, half) * (rate - etaMin) + etaMin;
    }

    private static double height(long step, long half) {
        return 1 + Cosine.of(Math.PI * step / half);
    }
}
