package joyul.rate;

/**
 * Up to the base rate in a straight line, and down with the square root of the step:
 * {@code rate(t) = base * min((t + 1) / W, sqrt(W / (t + 1)))}, W being the warmup. Vaswani et al. 2017, "Attention is
 * all you need" (arXiv 1706.03762, equation 3), whose {@code d^-0.5} is left to the base rate: theirs is
 * {@code base = (d W)^-0.5}. It needs no length of the run.
 *
 * @param warmup the step that has the base rate, counted from 1; 4000 by default
 */
public record InverseSquareRootLR(Length warmup) implements Schedule {
    static final Form<InverseSquareRootLR> FORM = Form.of("InverseSquareRootLR", InverseSquareRootLR.class)
            .counts(Counting.STEPS)
            .parameter("warmup", InverseSquareRootLR::warmup)
            .madeBy(given -> new InverseSquareRootLR(given.length("warmup", Length.of(4000))));

    public InverseSquareRootLR {
        warmup.atLeast("warmup", 1);
    }

    public InverseSquareRootLR(long warmup) {
        this(Length.of(warmup));
    }

    @Override
    public InverseSquareRootLR resolved(RunLength run) {
        return new InverseSquareRootLR(warmup.resolved(run));
    }

    @Override
    public double rate(double baseRate, long step, Readings readings) {
        double top = warmup.steps("warmup");
        double count = step + 1.0;
        return baseRate * Math.min(count / top, Math.sqrt(top / count));
    }
}
