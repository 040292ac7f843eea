package joyul.rate;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import joyul.check.Check;
import joyul.check.InputException;
import joyul.check.Nearest;
import joyul.check.Quote;
import joyul.expression.Expression;
import joyul.expression.Numbers;
import org.jspecify.annotations.Nullable;

/** The values given for one schedule, read by name; null (Python's None) counts as not given. */
final class Given {
    /** Whole numbers below it are the same as doubles, whatever wrote them. */
    private static final double MOST = 1e15;

    private final String type;
    private final Map<String, ?> values;

    Given(String type, Map<String, ?> values) {
        this.type = type;
        this.values = values;
    }

    boolean has(String name) {
        return values.get(name) != null;
    }

    double number(String name) {
        return toNumber(name, needed(name));
    }

    double number(String name, double otherwise) {
        return has(name) ? number(name) : otherwise;
    }

    @Nullable
    Double optionalNumber(String name) {
        return has(name) ? (Double) number(name) : null;
    }

    long whole(String name) {
        return toWhole(name, needed(name));
    }

    long whole(String name, long otherwise) {
        return has(name) ? whole(name) : otherwise;
    }

    List<Length> lengths(String name) {
        if (needed(name) instanceof List<?> list) {
            return list.stream()
                    .map(value -> toLength("each of " + name, value))
                    .toList();
        }
        throw wrong(name, "a list of whole numbers such as [30, 80]", needed(name));
    }

    boolean flag(String name, boolean otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        if (needed(name) instanceof Boolean flag) {
            return flag;
        }
        throw wrong(name, "true or false", needed(name));
    }

    String text(String name) {
        if (needed(name) instanceof String text) {
            return text;
        }
        throw wrong(name, "a text", needed(name));
    }

    /** A function, or the text of one. */
    DoubleUnaryOperator function(String name) {
        return needed(name) instanceof DoubleUnaryOperator function ? function : Expression.parse(text(name), name);
    }

    /** One of the constants of the default's type, by its own text or its name in lower case. */
    <E extends Enum<E>> E choice(String name, E otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        Map<String, E> known = Arrays.stream(otherwise.getDeclaringClass().getEnumConstants())
                .collect(Collectors.toMap(one -> one.toString().toLowerCase(Locale.ROOT), one -> one));
        String text = needed(name).toString();
        E choice = known.get(text);
        if (choice == null) {
            throw wrong(name, known.keySet().stream().sorted().collect(Collectors.joining(" or ")), text);
        }
        return choice;
    }

    Length length(String name) {
        return toLength(name, needed(name));
    }

    Length length(String name, Length otherwise) {
        return has(name) ? length(name) : otherwise;
    }

    @Nullable
    Length optionalLength(String name) {
        return has(name) ? length(name) : null;
    }

    Schedule schedule(String name) {
        return toSchedule(name, needed(name));
    }

    List<Schedule> schedules(String name) {
        if (needed(name) instanceof List<?> list) {
            return list.stream()
                    .map(value -> toSchedule("each of " + name, value))
                    .toList();
        }
        throw wrong(name, "a list of schedules such as [LinearLR(), ExponentialLR(0.9)]", needed(name));
    }

    private static Schedule toSchedule(String name, Object value) {
        if (value instanceof Schedule schedule) {
            return schedule;
        }
        if (value instanceof Map<?, ?> map) {
            return Schedules.of(textKeys(map));
        }
        if (value instanceof String text) {
            return Schedules.parse(text);
        }
        throw wrong(name, "a schedule", value);
    }

    private static Map<String, ?> textKeys(Map<?, ?> map) {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> copy.put(String.valueOf(key), value));
        return copy;
    }

    private Object needed(String name) {
        Object value = values.get(name);
        if (value == null) {
            String near = Nearest.of(name, List.copyOf(values.keySet()))
                    .filter(key -> !key.equals(name))
                    .map(key -> " (given: '" + key + "')")
                    .orElse("");
            throw new InputException(type + " needs " + name + near);
        }
        return value;
    }

    private Length toLength(String name, Object value) {
        return value instanceof String text
                ? Length.parse(name, text)
                : Length.of(Check.atLeast(name, toWhole(name, value), 0));
    }

    private double toNumber(String name, Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        throw wrong(name, "a number", value);
    }

    private long toWhole(String name, Object value) {
        double number = toNumber(name, value);
        boolean isWhole = number == Math.rint(number);
        if (isWhole && Math.abs(number) < MOST) {
            return (long) number;
        }
        String written = value instanceof Double real ? Numbers.plain(real) : Quote.name(value.toString());
        throw new InputException(
                name + " must be a whole number" + (isWhole ? " of at most 15 digits" : "") + ", but was " + written);
    }

    private static InputException wrong(String name, String rule, Object value) {
        return new InputException(name + " must be " + rule + ", but was " + Quote.of(String.valueOf(value)));
    }
}
