package joyul.rate;

import java.util.function.DoubleUnaryOperator;
import joyul.check.InputException;

/**
 * A Python arithmetic expression in one variable, with its text. All numbers are doubles, so whole numbers are exact up
 * to 2^53 (Python's have no limit).
 */
final class Expression implements DoubleUnaryOperator {
    private final String text;
    private final Node root;

    Expression(String text, Node root) {
        this.text = text;
        this.root = root;
    }

    /**
     * Reads {@code lambda NAME: EXPRESSION}, or an expression in {@code epoch}.
     *
     * @throws InputException if it is anything but arithmetic; names the column
     */
    static Expression parse(String source) {
        Tokens tokens = new Tokens(source, "lr_lambda");
        Expression expression = ExpressionParser.lambda(tokens);
        if (tokens.peek().kind() != Tokens.Kind.END) {
            throw tokens.unexpected("an operator or the end");
        }
        return expression;
    }

    /** The whole text on one line, from {@code lambda} on. */
    String text() {
        return text;
    }

    /**
     * The value at a step.
     *
     * @throws InputException if it has none there: a division by zero, a root of a negative number, an overflow
     */
    @Override
    public double applyAsDouble(double step) {
        try {
            double value = root.at(step);
            if (!Double.isFinite(value)) {
                throw new ArithmeticException("is " + Numbers.shortest(value));
            }
            return value;
        } catch (ArithmeticException undefined) {
            throw new InputException(
                    "lr_lambda must be a finite number at every step, but '" + text + "' " + undefined.getMessage()
                            + " at step " + (long) step,
                    undefined);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Expression that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
