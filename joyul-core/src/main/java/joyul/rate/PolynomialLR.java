package joyul.rate;

import joyul.check.Check;

/**
 * Down to 0 along a power of what is left: {@code rate(t) = base * (1 - min(t, total_iters) / total_iters)^power}.
 * PyTorch's {@code PolynomialLR}.
 *
 * @param totalIters steps until the rate is 0, 1 or more; PyTorch's default is 5
 * @param power the power, 0 or more; 1, PyTorch's default, is a straight line
 */
public record PolynomialLR(Length totalIters, double power) implements Recurrence {
    static final Form<PolynomialLR> FORM = Form.of("PolynomialLR", PolynomialLR.class)
            .counts(Counting.EPOCHS_BY_LENGTH)
            .parameter("total_iters", PolynomialLR::totalIters)
            .parameter("power", PolynomialLR::power)
            .madeBy(given -> new PolynomialLR(given.length("total_iters", Length.of(5)), given.number("power", 1)));

    public PolynomialLR {
        totalIters.atLeast("total_iters", 1);
        Check.notNegative("power", power);
    }

    public PolynomialLR(long totalIters, double power) {
        this(Length.of(totalIters), power);
    }

    @Override
    public PolynomialLR resolved(RunLength run) {
        return new PolynomialLR(totalIters.resolved(run), power);
    }

    @Override
    public double rate(double baseRate, long step, Readings readings) {
        return baseRate * StrictMath.pow(left(step), power);
    }

    @Override
    public double next(double rate, double baseRate, long step, Readings readings) {
        return step > totalIters.steps("total_iters")
                ? rate
                : rate * StrictMath.pow(left(step) / left(step - 1), power);
    }

    private double left(long step) {
        long iters = totalIters.steps("total_iters");
        return 1 - (double) Math.min(iters, step) / iters;
    }
}
