package joyul.rate;

import joyul.check.Check;

/**
 * Multiplies the rate by {@code gamma} every {@code stepSize} steps:
 * {@code rate(t) = base * gamma^floor(t / step_size)}. PyTorch's {@code StepLR}.
 *
 * @param stepSize steps between two reductions, 1 or more
 * @param gamma the factor, above 0; PyTorch's default is 0.1
 */
public record StepLR(Length stepSize, double gamma) implements Recurrence {
    static final Form<StepLR> FORM = Form.of("StepLR", StepLR.class)
            .counts(Counting.EPOCHS_BY_LENGTH)
            .parameter("step_size", StepLR::stepSize)
            .parameter("gamma", StepLR::gamma)
            .madeBy(given -> new StepLR(given.length("step_size"), given.number("gamma", 0.1)));

    public StepLR {
        stepSize.atLeast("step_size", 1);
        Check.positive("gamma", gamma);
    }

    public StepLR(long stepSize) {
        this(stepSize, 0.1);
    }

    public StepLR(long stepSize, double gamma) {
        this(Length.of(stepSize), gamma);
    }

    @Override
    public StepLR resolved(RunLength run) {
        return new StepLR(stepSize.resolved(run), gamma);
    }

    @Override
    public double rate(double baseRate, long step, Readings readings) {
        long reductions = step / stepSize.steps("step_size");
        return baseRate * StrictMath.pow(gamma, (double) reductions);
    }

    @Override
    public double next(double rate, double baseRate, long step, Readings readings) {
        return step % stepSize.steps("step_size") == 0 ? rate * gamma : rate;
    }
}
