package joyul.rate;

import joyul.check.Check;

/**
 * Multiplies the base rate by a factor that moves in a straight line and then stays:
 * {@code rate(t) = base * (start_factor + (end_factor - start_factor) * min(t, total_iters) / total_iters)}. PyTorch's
 * {@code LinearLR}.
 *
 * @param startFactor the factor at step 0, in (0, 1]; PyTorch's default is 1/3
 * @param endFactor the factor from step {@code totalIters} on, in [0, 1]; PyTorch's default is 1
 * @param totalIters steps from the first factor to the last, 1 or more; PyTorch's default is 5
 */
public record LinearLR(double startFactor, double endFactor, Length totalIters) implements Recurrence {
    static final Form<LinearLR> FORM = Form.of("LinearLR", LinearLR.class)
            .counts(Counting.EPOCHS_BY_LENGTH)
            .parameter("start_factor", LinearLR::startFactor)
            .parameter("end_factor", LinearLR::endFactor)
            .parameter("total_iters", LinearLR::totalIters)
            .madeBy(given -> new LinearLR(
                    given.number("start_factor", 1.0 / 3),
                    given.number("end_factor", 1),
                    given.length("total_iters", Length.of(5))));

    public LinearLR {
        Check.above("start_factor", startFactor, 0, 1);
        Check.within("end_factor", endFactor, 0, 1);
        totalIters.atLeast("total_iters", 1);
    }

    /** PyTorch's defaults: from a third to the whole base rate in 5 steps. */
    public LinearLR() {
        this(1.0 / 3, 1, Length.of(5));
    }

    public LinearLR startFactor(double factor) {
        return new LinearLR(factor, endFactor, totalIters);
    }

    public LinearLR endFactor(double factor) {
        return new LinearLR(startFactor, factor, totalIters);
    }

    public LinearLR totalIters(long steps) {
        return totalIters(Length.of(steps));
    }

    public LinearLR totalIters(Length steps) {
        return new LinearLR(startFactor, endFactor, steps);
    }

    @Override
    public LinearLR resolved(RunLength run) {
        return new LinearLR(startFactor, endFactor, totalIters.resolved(run));
    }

    @Override
    public double rate(double baseRate, long step, Readings readings) {
        long iters = totalIters.steps("total_iters");
        return baseRate * (startFactor + (endFactor - startFactor) * Math.min(iters, step) / iters);
    }

    @Override
    public double next(double rate, double baseRate, long step, Readings readings) {
        long iters = totalIters.steps("total_iters");
        double way = endFactor - startFactor;
        return step > iters ? rate : rate * (1 + way / (iters * startFactor + (step - 1) * way));
    }
}
