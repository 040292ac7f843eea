package joyul.rate;

import joyul.check.Check;

/**
 * The base rate times a factor for some steps, and then the base rate. PyTorch's {@code ConstantLR}. With a factor of 0,
 * where PyTorch divides by zero when the base rate comes back, it simply comes back.
 *
 * @param factor the factor before step {@code totalIters}, in [0, 1]; PyTorch's default is 1/3
 * @param totalIters how many steps the factor holds, 1 or more; PyTorch's default is 5
 */
public record ConstantLR(double factor, Length totalIters) implements Recurrence {
    static final Form<ConstantLR> FORM = Form.of("ConstantLR", ConstantLR.class)
            .counts(Counting.EPOCHS_BY_LENGTH)
            .parameter("factor", ConstantLR::factor)
            .parameter("total_iters", ConstantLR::totalIters)
            .madeBy(given ->
                    new ConstantLR(given.number("factor", 1.0 / 3), given.length("total_iters", Length.of(5))));

    public ConstantLR {
        Check.within("factor", factor, 0, 1);
        totalIters.atLeast("total_iters", 1);
    }

    public ConstantLR(double factor, long totalIters) {
        this(factor, Length.of(totalIters));
    }

    @Override
    public ConstantLR resolved(RunLength run) {
        return new ConstantLR(factor, totalIters.resolved(run));
    }

    @Override
    public double rate(double baseRate, long step, Readings readings) {
        return step < totalIters.steps("total_iters") ? baseRate * factor : baseRate;
    }

    @Override
    public double next(double rate, double baseRate, long step, Readings readings) {
        if (step != totalIters.steps("total_iters")) {
            return rate;
        }
        return factor == 0 ? baseRate : rate * (1 / factor);
    }
}
