package joyul.rate;

import java.util.function.DoubleUnaryOperator;
import joyul.expression.Expression;

/**
 * Multiplies the rate at each step by a factor that a function gives for the step:
 * {@code rate(t) = base * lr_lambda(1) * ... * lr_lambda(t)}. PyTorch's {@code MultiplicativeLR}.
 *
 * <p>As in PyTorch, the function is not asked for step 0, except in the middle of a {@link SequentialLR}, where this
 * schedule goes on from the rate in force times {@code lr_lambda(0)}. From text the function is a Python arithmetic
 * expression; a Java lambda works in code and is refused on writing.
 */
public final class MultiplicativeLR implements Recurrence {
    static final Form<MultiplicativeLR> FORM = Form.of("MultiplicativeLR", MultiplicativeLR.class)
            .counts(Counting.EPOCHS)
            .parameter("lr_lambda", s -> s.lrLambda)
            .madeBy(given -> new MultiplicativeLR(given.function("lr_lambda")));

    private final DoubleUnaryOperator lrLambda;
    private final StepMemory memory = new StepMemory();

    /**
     * @param lrLambda the factor at a step; must be pure
     */
    public MultiplicativeLR(DoubleUnaryOperator lrLambda) {
        this.lrLambda = lrLambda;
    }

    /** From a Python expression such as {@code 0.95} or {@code lambda epoch: 0.5 if epoch % 10 == 0 else 1}. */
    public static MultiplicativeLR of(String expression) {
        return new MultiplicativeLR(Expression.parse(expression, "lr_lambda"));
    }

    /** The expression's text, which reads back as the same schedule. */
    public String text() {
        return Expression.text("MultiplicativeLR", lrLambda);
    }

    @Override
    public double rate(double baseRate, long step, Readings readings) {
        // Factors do not depend on readings, so that the memory need not either.
        return memory.rate(
                baseRate,
                step,
                Readings.none(),
                baseRate,
                (before, at) -> before * lrLambda.applyAsDouble((double) at));
    }

    @Override
    public double next(double rate, double baseRate, long step, Readings readings) {
        return rate * lrLambda.applyAsDouble((double) step);
    }

    @Override
    public boolean continuesARate() {
        return true;
    }

    @Override
    public double takenOver(double rate) {
        return rate * lrLambda.applyAsDouble(0);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MultiplicativeLR that && lrLambda.equals(that.lrLambda);
    }

    @Override
    public int hashCode() {
        return lrLambda.hashCode();
    }

    @Override
    public String toString() {
        return "MultiplicativeLR[lrLambda=" + lrLambda + "]";
    }
}
