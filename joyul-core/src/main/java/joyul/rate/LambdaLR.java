package joyul.rate;

import java.util.function.DoubleUnaryOperator;
import joyul.expression.Expression;

/**
 * Multiplies the base rate by a factor that a function gives for the step: {@code rate(t) = base * lr_lambda(t)}.
 * PyTorch's {@code LambdaLR}. From text the function is a Python arithmetic expression, which is kept and written
 * again; a Java lambda works in code and is refused on writing.
 *
 * @param lrLambda the factor at a step; must be pure. The step comes as a double, so that {@code step / 10} divides as in
 *     Python
 */
public record LambdaLR(DoubleUnaryOperator lrLambda) implements Recurrence {
    static final Form<LambdaLR> FORM = Form.of("LambdaLR", LambdaLR.class)
            .counts(Counting.EPOCHS)
            .parameter("lr_lambda", LambdaLR::lrLambda)
            .madeBy(given -> new LambdaLR(given.function("lr_lambda")));

    /**
     * From a Python expression such as {@code 0.95 ** epoch} or {@code lambda t: min(1, t / 10)}.
     *
     * @throws joyul.check.InputException if it is anything but arithmetic; names the column
     */
    public static LambdaLR of(String expression) {
        return new LambdaLR(Expression.parse(expression, "lr_lambda"));
    }

    /** The expression's text, which reads back as the same schedule. */
    public String text() {
        return Expression.text("LambdaLR", lrLambda);
    }

    @Override
    public double rate(double baseRate, long step, Readings readings) {
        return baseRate * lrLambda.applyAsDouble((double) step);
    }

    @Override
    public boolean isRelative() {
        return false;
    }
}
