package joyul.expression;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/** The functions of Python and its math module that an expression may call; StrictMath, so the same everywhere. */
enum MathFunction {
    MIN(2, 100, values -> Arrays.stream(values).min().orElseThrow()),
    MAX(2, 100, values -> Arrays.stream(values).max().orElseThrow()),
    ABS(Math::abs),
    INT(x -> finite(x < 0 ? Math.ceil(x) : Math.floor(x))),
    FLOAT(x -> x),
    ROUND(1, 2, values -> values.length == 1 ? finite(Math.rint(values[0])) : rounded(values[0], values[1])),
    POW(2, 2, values -> Operator.power(values[0], values[1])),
    COS(StrictMath::cos),
    SIN(StrictMath::sin),
    TAN(StrictMath::tan),
    TANH(StrictMath::tanh),
    EXP(x -> finite(StrictMath.exp(x))),
    LOG(1, 2, values -> values.length == 1 ? log(values[0]) : Operator.DIVIDE.apply(log(values[0]), log(values[1]))),
    SQRT(x -> StrictMath.sqrt(within(x >= 0, x))),
    FLOOR(x -> finite(Math.floor(x))),
    CEIL(x -> finite(Math.ceil(x)));

    private final int fewest;
    private final int most;

    @SuppressWarnings("ImmutableEnumChecker") // Each is a lambda without state.
    private final ToDoubleFunction<double[]> function;

    MathFunction(DoubleUnaryOperator function) {
        this(1, 1, values -> function.applyAsDouble(values[0]));
    }

    MathFunction(int fewest, int most, ToDoubleFunction<double[]> function) {
        this.fewest = fewest;
        this.most = most;
        this.function = function;
    }

    static Optional<MathFunction> of(String name) {
        return Arrays.stream(values())
                .filter(function -> function.pythonName().equals(name))
                .findFirst();
    }

    static List<String> names() {
        return Arrays.stream(values()).map(MathFunction::pythonName).toList();
    }

    private String pythonName() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean takes(int arguments) {
        return arguments >= fewest && arguments <= most;
    }

    /** How many arguments it takes, in words. */
    String arity() {
        if (fewest == most) {
            return fewest == 1 ? "1 value" : fewest + " values";
        }
        return most == 2 ? "1 or 2 values" : fewest + " or more values";
    }

    double apply(double[] values) {
        return function.applyAsDouble(values);
    }

    private static double log(double x) {
        return StrictMath.log(within(x > 0, x));
    }

    /** Half to even, on the exact decimal value of the double, as Python does. */
    private static double rounded(double x, double digits) {
        int places = (int) Math.max(-400, Math.min(400, finite(digits)));
        return new BigDecimal(finite(x))
                .setScale(places, RoundingMode.HALF_EVEN)
                .doubleValue();
    }

    private static double finite(double x) {
        if (!Double.isFinite(x)) {
            throw new ArithmeticException("is too large");
        }
        return x;
    }

    private static double within(boolean domain, double x) {
        if (!domain) {
            throw new ArithmeticException("takes a logarithm or a root of " + Numbers.shortest(x));
        }
        return x;
    }
}
