package joyul.expression;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;

/** Python's arithmetic operators and comparisons on numbers. */
enum Operator {
    ADD("+", Double::sum),
    SUBTRACT("-", (a, b) -> a - b),
    MULTIPLY("*", (a, b) -> a * b),
    DIVIDE("/", (a, b) -> a / divisor(b)),
    FLOOR_DIVIDE("//", Operator::floorQuotient),
    MODULO("%", Operator::modulo),
    POWER("**", Operator::power),
    LESS("<", (a, b) -> truth(a < b)),
    AT_MOST("<=", (a, b) -> truth(a <= b)),
    GREATER(">", (a, b) -> truth(a > b)),
    AT_LEAST(">=", (a, b) -> truth(a >= b)),
    EQUAL("==", (a, b) -> truth(a == b)),
    UNEQUAL("!=", (a, b) -> truth(a != b));

    private static final Set<Operator> COMPARISONS = EnumSet.of(LESS, AT_MOST, GREATER, AT_LEAST, EQUAL, UNEQUAL);

    private static final double EXACT = 0x1p53;

    private final String symbol;

    @SuppressWarnings("ImmutableEnumChecker") // Each is a lambda without state.
    private final DoubleBinaryOperator function;

    Operator(String symbol, DoubleBinaryOperator function) {
        this.symbol = symbol;
        this.function = function;
    }

    static Optional<Operator> of(String symbol) {
        return Arrays.stream(values())
                .filter(operator -> operator.symbol.equals(symbol))
                .findFirst();
    }

    boolean isComparison() {
        return COMPARISONS.contains(this);
    }

    double apply(double left, double right) {
        return function.applyAsDouble(left, right);
    }

    /** Negative bases take whole powers only; Python would answer with a complex number. */
    static double power(double base, double exponent) {
        if (base == 0 && exponent < 0) {
            divisor(0);
        }
        double result = StrictMath.pow(base, exponent);
        if (Double.isNaN(result) && !Double.isNaN(base) && !Double.isNaN(exponent)) {
            throw new ArithmeticException("takes a fractional power of a negative number");
        }
        if (Double.isInfinite(result) && Double.isFinite(base)) {
            throw new ArithmeticException("is too large");
        }
        return result;
    }

    /** The remainder with the sign of the divisor; a double above 2^53 has lost the digits that decide it. */
    private static double modulo(double a, double b) {
        if (Math.abs(a) > EXACT) {
            throw new ArithmeticException("takes the remainder of a number above 2^53");
        }
        double remainder = a % divisor(b);
        return remainder != 0 && (remainder < 0) != (b < 0) ? remainder + b : remainder;
    }

    /** As CPython computes it: from the remainder, so that it stays exact where {@code floor(a / b)} would not. */
    private static double floorQuotient(double a, double b) {
        double remainder = a % divisor(b);
        boolean truncatedUp = remainder != 0 && (remainder < 0) != (b < 0);
        double quotient = (a - remainder) / b - (truncatedUp ? 1 : 0);
        double floor = Math.floor(quotient);
        return quotient - floor > 0.5 ? floor + 1 : floor;
    }

    private static double divisor(double value) {
        if (value == 0) {
            throw new ArithmeticException("divides by zero");
        }
        return value;
    }

    private static double truth(boolean holds) {
        return holds ? 1 : 0;
    }
}
