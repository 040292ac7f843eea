package joyul.form;

import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What tells one part that a user wrote in Java from another, in this run of the program and the next: what the part says
 * of itself if it is {@link Named}; else the name of its class, and the values of a record. A lambda is known by the class
 * that it stands in, so that two lambdas in one class cannot be told apart; a record or an enum that implements the
 * interface can.
 */
public final class Own {
    private static final String TYPE = "type";
    private static final String LAMBDA = "$$Lambda";

    private Own() {}

    /** What the part calls itself, or the name of its class. */
    public static String name(Object part) {
        if (part instanceof Named named) {
            return named.identity();
        }
        if (part instanceof Enum<?> constant) {
            return constant.getDeclaringClass().getName() + "." + constant.name();
        }
        String name = part.getClass().getName();
        int lambda = name.indexOf(LAMBDA);
        // What follows is counted anew in each run of the program.
        return lambda < 0 ? name : "a lambda of " + name.substring(0, lambda);
    }

    /** The part in the manner of {@link Catalog#write}: its name as the type, and the values of a record. */
    public static Map<String, Object> map(Object part) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(TYPE, name(part));
        if (part instanceof Record && !(part instanceof Named)) {
            for (RecordComponent component : part.getClass().getRecordComponents()) {
                map.put(component.getName(), value(component(part, component)));
            }
        }
        return map;
    }

    /** The part as a message shows it: {@code example.Focal(gamma=2.0)}. */
    public static String text(Object part) {
        Map<String, Object> map = map(part);
        String values = map.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(TYPE))
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(", "));
        return map.get(TYPE) + (values.isEmpty() ? "" : "(" + values + ")");
    }

    /** A value of a record: plain where it is plain, else what tells it from others. */
    private static Object value(@Nullable Object value) {
        if (value == null) {
            return "none";
        }
        if (value instanceof Number || value instanceof Boolean || value instanceof String) {
            return value;
        }
        if (value instanceof Iterable<?> items) {
            List<Object> list = new ArrayList<>();
            items.forEach(item -> list.add(value(item)));
            return list;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> values = new LinkedHashMap<>();
            map.forEach((key, held) -> values.put(String.valueOf(key), value(held)));
            return values;
        }
        if (value.getClass().isArray()) {
            List<Object> list = new ArrayList<>();
            for (int i = 0; i < Array.getLength(value); i++) {
                list.add(value(Array.get(value, i)));
            }
            return list;
        }
        return value instanceof Record && !(value instanceof Named) ? map(value) : name(value);
    }

    private static @Nullable Object component(Object record, RecordComponent component) {
        Method accessor = component.getAccessor();
        if (!accessor.trySetAccessible()) {
            // A module that keeps its classes to itself: all that can be had is the record's own text.
            return record.toString();
        }
        try {
            return accessor.invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
