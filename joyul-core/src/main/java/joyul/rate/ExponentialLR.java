package joyul.rate;

import joyul.check.Check;

/**
 * Multiplies the rate by {@code gamma} at every step: {@code rate(t) = base * gamma^t}. PyTorch's
 * {@code ExponentialLR}. With 0.997 the rate halves every 231 steps, so it matters whether a step is an epoch.
 *
 * @param gamma the factor, above 0; above 1 the rate grows, as a range test wants
 */
public record ExponentialLR(double gamma) implements Recurrence {
    static final Form<ExponentialLR> FORM = Form.of("ExponentialLR", ExponentialLR.class)
            .counts(Counting.EPOCHS)
            .parameter("gamma", ExponentialLR::gamma)
            .madeBy(given -> new ExponentialLR(given.number("gamma")));

    public ExponentialLR {
        Check.positive("gamma", gamma);
    }

    @Override
    public double rate(double baseRate, long step, Readings readings) {
        return baseRate * StrictMath.pow(gamma, (double) step);
    }

    @Override
    public double next(double rate, double baseRate, long step, Readings readings) {
        return rate * gamma;
    }
}
