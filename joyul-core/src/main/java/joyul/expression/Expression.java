package joyul.expression;

import java.util.function.DoubleUnaryOperator;
import joyul.check.InputException;

/**
 * A Python arithmetic expression in one variable, with its text. All numbers are doubles, so whole numbers are exact up
 * to 2^53 (Python's have no limit).
 */
public final class Expression implements DoubleUnaryOperator {
    private final String name;
    private final String text;
    private final Node root;

    /**
     * @param name the parameter that holds it, for messages
     */
    Expression(String name, String text, Node root) {
        this.name = name;
        this.text = text;
        this.root = root;
    }

    /**
     * Reads {@code lambda NAME: EXPRESSION}, or an expression in {@code epoch}.
     *
     * @param name the parameter that holds it, for messages
     * @throws InputException if it is anything but arithmetic; names the column
     */
    public static Expression parse(String source, String name) {
        Tokens tokens = new Tokens(source, name);
        Expression expression = ExpressionParser.lambda(tokens, name);
        if (tokens.peek().kind() != Tokens.Kind.END) {
            throw tokens.unexpected("an operator or the end");
        }
        return expression;
    }

    /**
     * The text of a function that came from text.
     *
     * @throws InputException if it came from Java code
     */
    public static String text(String schedule, DoubleUnaryOperator function) {
        if (function instanceof Expression expression) {
            return expression.text();
        }
        throw refused(schedule);
    }

    /** The exception for a schedule whose function came from Java code. */
    public static InputException refused(String schedule) {
        return new InputException("a " + schedule + " made from Java code cannot be written as text; make it from an "
                + "expression such as \"0.95 ** epoch\"");
    }

    /** The whole text on one line, from {@code lambda} on. */
    public String text() {
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
                    name + " must be a finite number at every step, but '" + text + "' " + undefined.getMessage()
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
