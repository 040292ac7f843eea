package joyul.rate;

import joyul.check.Check;

/**
 * Half a cosine from the base rate down to {@code eta_min}, again and again, each cycle {@code T_mult} times as long as
 * the one before: {@code rate = eta_min + (base - eta_min) * (1 + cos(pi T_cur / T_i)) / 2}, {@code T_cur} steps into a
 * cycle of {@code T_i}. PyTorch's {@code CosineAnnealingWarmRestarts}; Loshchilov and Hutter 2016, "SGDR" (arXiv
 * 1608.03983), equation 5. Steps are whole, so that the place in a cycle is exact however many there were.
 *
 * @param t0 steps of the first cycle, 1 or more
 * @param tMult how many times as long each cycle is as the one before, 1 or more; PyTorch's default is 1
 * @param etaMin the minimum, 0 or more; PyTorch's default is 0
 */
public record CosineAnnealingWarmRestarts(Length t0, long tMult, double etaMin) implements Recurrence {
    static final Form<CosineAnnealingWarmRestarts> FORM = Form.of(
                    "CosineAnnealingWarmRestarts", CosineAnnealingWarmRestarts.class)
            .counts(Counting.EPOCHS_BY_LENGTH)
            .parameter("T_0", CosineAnnealingWarmRestarts::t0)
            .parameter("T_mult", CosineAnnealingWarmRestarts::tMult)
            .parameter("eta_min", CosineAnnealingWarmRestarts::etaMin)
            .madeBy(given -> new CosineAnnealingWarmRestarts(
                    given.length("T_0"), given.whole("T_mult", 1), given.number("eta_min", 0)));

    public CosineAnnealingWarmRestarts {
        t0.atLeast("T_0", 1);
        Check.atLeast("T_mult", tMult, 1);
        Check.notNegative("eta_min", etaMin);
    }

    public CosineAnnealingWarmRestarts(long t0, long tMult) {
        this(Length.of(t0), tMult, 0);
    }

    public CosineAnnealingWarmRestarts etaMin(double minimum) {
        return new CosineAnnealingWarmRestarts(t0, tMult, minimum);
    }

    @Override
    public CosineAnnealingWarmRestarts resolved(RunLength run) {
        return new CosineAnnealingWarmRestarts(t0.resolved(run), tMult, etaMin);
    }

    @Override
    public double rate(double baseRate, long step, Readings readings) {
        long cycle = t0.steps("T_0");
        long into = step;
        if (tMult == 1) {
            into %= cycle;
        }
        while (into >= cycle) {
            into -= cycle;
            // A cycle too long to count lasts for good.
            cycle = cycle > Long.MAX_VALUE / tMult ? Long.MAX_VALUE : cycle * tMult;
        }
        return etaMin + (baseRate - etaMin) * (1 + Cosine.of(Math.PI * into / cycle)) / 2;
    }

    @Override
    public boolean isRelative() {
        return false;
    }
}
