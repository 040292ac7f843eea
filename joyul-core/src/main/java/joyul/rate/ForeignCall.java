package joyul.rate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import joyul.check.Check;
import joyul.check.InputException;
import joyul.check.Quote;
import joyul.expression.Numbers;
import org.jspecify.annotations.Nullable;

/** A call of another library that makes a schedule, and what its formula needs of its parameters. */
abstract class ForeignCall {
    /** What changes nothing at its value in the source; any other value is refused. */
    private static final Map<String, Object> NEUTRAL = Map.of("noise_range_t", "", "cycle", false);

    private static final Set<String> WITHOUT_EFFECT =
            Set.of("type", "last_epoch", "name", "verbose", "monitor", "optimizer");

    final String name;
    final Map<String, Object> given;
    final @Nullable Double optimizerRate;

    ForeignCall(Map<String, Object> given, @Nullable Double optimizerRate) {
        name = String.valueOf(given.get("type"));
        this.given = given;
        this.optimizerRate = optimizerRate;
    }

    /**
     * The equal of another library's schedule.
     *
     * @param call as a schedule's map
     * @param unit what it steps by
     * @param length how long it is, in that unit; null if it does not say
     * @param rate the rate that it names itself; null if it takes the optimizer's
     */
    record Equal(
            Map<String, Object> call,
            Length.Unit unit,
            @Nullable Long length,
            @Nullable Double rate) {}

    /**
     * The equal of the call.
     *
     * @throws InputException if a parameter is missing, or needs what the equal cannot do
     */
    abstract Equal equal();

    /** Refuses what the equal does not do. */
    final void allow(String... parameters) {
        given.forEach((key, value) -> {
            Object neutral = NEUTRAL.get(key);
            boolean same = (value instanceof Number number && neutral instanceof Double wanted)
                    ? number.doubleValue() == wanted
                    : value.equals(neutral);
            if (!List.of(parameters).contains(key) && !WITHOUT_EFFECT.contains(key) && !same) {
                throw new InputException(name + " with " + key + "=" + Quote.name(String.valueOf(value))
                        + " has no equal here; leave " + key + " out, or write the rates as LambdaLR(lambda t: ...)");
            }
        });
    }

    final double relative(String parameter, double usual) {
        double rate = number(parameter, usual);
        if (rate == 0) {
            return 0;
        }
        if (optimizerRate == null) {
            throw new InputException(name + " depends on the optimizer's rate by " + parameter
                    + "; paste the line that makes the optimizer too, or give the optimizer's rate");
        }
        return rate / optimizerRate;
    }

    final double number(String parameter) {
        if (given.get(parameter) instanceof Number number) {
            return number.doubleValue();
        }
        throw new InputException(name + " needs " + parameter + ", a number");
    }

    final double number(String parameter, double usual) {
        return given.containsKey(parameter) ? number(parameter) : usual;
    }

    final long whole(String parameter) {
        double number = number(parameter);
        return Math.round(Check.that(
                number == Math.rint(number) && number >= 0 && number < 1e15, parameter, "a whole number", number));
    }

    final long wholeOr(String parameter, long usual) {
        return given.containsKey(parameter) ? whole(parameter) : usual;
    }

    static String text(double value) {
        return value < 0 ? "(" + Numbers.plain(value) + ")" : Numbers.plain(value);
    }

    static Map<String, Object> lambda(String factor) {
        return typed("LambdaLR", "lr_lambda", "lambda t: " + factor);
    }

    static Map<String, Object> typed(String type, Object... parameters) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("type", type);
        for (int i = 0; i < parameters.length; i += 2) {
            map.put(String.valueOf(parameters[i]), parameters[i + 1]);
        }
        return map;
    }
}
