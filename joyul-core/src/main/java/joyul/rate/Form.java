package joyul.rate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import joyul.check.Check;
import joyul.check.InputException;
import joyul.check.Quote;
import joyul.expression.Numbers;
import org.jspecify.annotations.Nullable;

/**
 * How one kind of schedule is written: its name, its parameters in PyTorch's order, how to read and write each. Every
 * schedule has one, and {@link Schedules} lists them.
 */
final class Form<S extends Schedule> {
    private static final String TYPE = "type";

    private final String name;
    private final Class<S> kind;
    private final List<Parameter<S>> parameters;
    private final Counting counting;
    private final Function<Given, S> maker;

    private Form(Builder<S> builder, Function<Given, S> maker) {
        this.name = builder.name;
        this.kind = builder.kind;
        this.parameters = List.copyOf(builder.dropped("last_epoch", -1.0).dropped("verbose", false, true).parameters);
        this.counting = builder.counting;
        this.maker = maker;
    }

    static <S extends Schedule> Builder<S> of(String name, Class<S> kind) {
        return new Builder<>(name, kind);
    }

    String name() {
        return name;
    }

    boolean writes(Schedule schedule) {
        return kind.isInstance(schedule);
    }

    /** What plain numbers count. */
    Counting counting() {
        return counting;
    }

    /** Whether a length of the schedule is a plain number. */
    boolean hasPlainLength(Schedule schedule) {
        S own = kind.cast(schedule);
        return parameters.stream()
                .map(parameter -> parameter.read.apply(own))
                .flatMap(value -> value instanceof List<?> list ? list.stream() : Stream.of(value))
                .anyMatch(Length.Count.class::isInstance);
    }

    /** The schedule with its lengths and the schedules within it changed. */
    S changed(Schedule schedule, UnaryOperator<Length> lengths, UnaryOperator<Schedule> parts) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Parameter<S> parameter : parameters) {
            Object value = parameter.read.apply(kind.cast(schedule));
            if (value != null) {
                values.put(parameter.name, changed(value, lengths, parts));
            }
        }
        return maker.apply(new Given(name, values));
    }

    private Object changed(Object value, UnaryOperator<Length> lengths, UnaryOperator<Schedule> parts) {
        if (value instanceof Length length) {
            return lengths.apply(length).plain();
        }
        if (value instanceof Schedule schedule) {
            return parts.apply(schedule);
        }
        return value instanceof List<?> list
                ? list.stream().map(each -> changed(each, lengths, parts)).toList()
                : plain(value, (within, function) -> function);
    }

    /** The names of all parameters, in the order of PyTorch's positional arguments. */
    List<String> positions() {
        return parameters.stream().map(Parameter::name).toList();
    }

    private List<String> names() {
        return parameters.stream()
                .filter(parameter -> parameter.only == null)
                .map(Parameter::name)
                .toList();
    }

    S read(Map<String, ?> values) {
        for (Map.Entry<String, ?> entry : values.entrySet()) {
            String key = entry.getKey();
            if (!key.equals(TYPE)) {
                parameters.stream()
                        .filter(parameter -> parameter.name.equals(key))
                        .findFirst()
                        .orElseThrow(() -> Check.unknown("parameter of " + name, key, names()))
                        .accept(name, entry.getValue());
            }
        }
        return maker.apply(new Given(name, values));
    }

    /** How what stands in a schedule and is no plain value is written: a schedule, or a function. */
    @FunctionalInterface
    interface Parts {
        /**
         * The part's plain value.
         *
         * @param within the name of the schedule that it stands in
         */
        Object written(String within, Object part);
    }

    Map<String, Object> write(Schedule schedule, Parts parts) {
        Map<String, Object> written = new LinkedHashMap<>();
        written.put(TYPE, name);
        for (Parameter<S> parameter : parameters) {
            Object value = parameter.read.apply(kind.cast(schedule));
            if (value != null) {
                written.put(parameter.name, plain(value, parts));
            }
        }
        return written;
    }

    private Object plain(Object value, Parts parts) {
        if (value instanceof Length length) {
            return length.plain();
        }
        if (value instanceof Schedule || value instanceof DoubleUnaryOperator) {
            return parts.written(name, value);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(each -> plain(each, parts)).toList();
        }
        return value instanceof Enum<?> choice ? choice.toString().toLowerCase(Locale.ROOT) : value;
    }

    /**
     * One parameter.
     *
     * @param read its value in a schedule; null is not written
     * @param only the values that may be given for a parameter that is read and dropped; null for any other parameter
     */
    private record Parameter<S>(
            String name,
            Function<S, @Nullable Object> read,
            @Nullable List<Object> only) {
        void accept(String type, @Nullable Object value) {
            Object plain = value instanceof Number number ? (Object) number.doubleValue() : value;
            if (only != null && plain != null && !only.contains(plain)) {
                throw new InputException(name + " has no effect here, so for " + type + " it must be "
                        + shown(only.get(0)) + ", but was " + Quote.name(String.valueOf(value)) + "; leave it out");
            }
        }
    }

    private static Object shown(Object value) {
        return value instanceof Double number ? Numbers.significant(number, 6) : value;
    }

    /** Collects the parameters. */
    static final class Builder<S extends Schedule> {
        private final String name;
        private final Class<S> kind;
        private final List<Parameter<S>> parameters = new ArrayList<>();
        private Counting counting = Counting.NOTHING;

        private Builder(String name, Class<S> kind) {
            this.name = name;
            this.kind = kind;
        }

        Builder<S> parameter(String parameter, Function<S, @Nullable Object> read) {
            parameters.add(new Parameter<>(parameter, read, null));
            return this;
        }

        /** What plain numbers count; nothing, unless it is said. */
        Builder<S> counts(Counting what) {
            counting = what;
            return this;
        }

        /** A parameter of PyTorch's that has no effect here: accepted with these values, and not written. */
        Builder<S> dropped(String parameter, Object... values) {
            parameters.add(new Parameter<>(parameter, schedule -> null, List.of(values)));
            return this;
        }

        Form<S> madeBy(Function<Given, S> maker) {
            return new Form<>(this, maker);
        }
    }
}
