package joyul.form;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import joyul.check.InputException;
import joyul.check.Nearest;
import joyul.check.Quote;
import org.jspecify.annotations.Nullable;

/**
 * A map of plain values being read: text, numbers, booleans, lists and maps. Each error names the key, and where it
 * stands if that is known.
 */
public final class Fields {
    private final String path;
    private final Map<String, Object> values;
    private final UnaryOperator<String> places;

    private Fields(String path, Map<String, Object> values, UnaryOperator<String> places) {
        this.path = path;
        this.values = values;
        this.places = places;
    }

    /**
     * Fields at the top of a file.
     *
     * @param places gives the place of a path such as {@code optimizer.momentum} ({@code recipe.yaml:11:3}), or ""
     */
    public static Fields of(Map<String, Object> values, UnaryOperator<String> places) {
        return new Fields("", values, places);
    }

    public static Fields of(Map<String, Object> values) {
        return of(values, path -> "");
    }

    public boolean has(String key) {
        return values.get(key) != null;
    }

    public @Nullable Object value(String key) {
        return values.get(key);
    }

    public Map<String, Object> asMap() {
        return values;
    }

    public String text(String key) {
        Object value = values.get(key);
        if (value == null) {
            throw error(key, key + " is missing");
        }
        return String.valueOf(value);
    }

    public String text(String key, String standard) {
        return has(key) ? text(key) : standard;
    }

    public double number(String key) {
        if (values.get(key) instanceof Number number) {
            return number.doubleValue();
        }
        throw error(key, has(key) ? key + " must be a number, but was " + shown(values.get(key)) : key + " is missing");
    }

    public double number(String key, double standard) {
        return has(key) ? number(key) : standard;
    }

    public long integer(String key) {
        if (values.get(key) instanceof Long exact) {
            return exact;
        }
        double number = number(key);
        if (number != Math.rint(number) || Math.abs(number) > 9e15) {
            throw error(key, key + " must be a whole number, but was " + shown(values.get(key)));
        }
        return (long) number;
    }

    public long integer(String key, long standard) {
        return has(key) ? integer(key) : standard;
    }

    public int count(String key, int standard) {
        long value = integer(key, standard);
        if (value != (int) value) {
            throw error(key, key + " must be at most " + Integer.MAX_VALUE + ", but was " + value);
        }
        return (int) value;
    }

    public boolean flag(String key, boolean standard) {
        if (!has(key)) {
            return standard;
        }
        if (values.get(key) instanceof Boolean flag) {
            return flag;
        }
        throw error(key, key + " must be true or false, but was " + shown(values.get(key)));
    }

    /** The fields below a key; empty where the key is absent. */
    public Fields below(String key) {
        Object value = values.get(key);
        if (value == null) {
            return new Fields(pathOf(key), Map.of(), places);
        }
        if (value instanceof Map<?, ?>) {
            return new Fields(pathOf(key), map(value), places);
        }
        throw error(key, key + " must be a map of keys and values, but was " + shown(value));
    }

    /** The elements of a list below a key, each as fields; an element that is text stands for a map with only a type. */
    public List<Fields> list(String key) {
        if (!(values.get(key) instanceof Collection<?> items)) {
            throw error(key, key + " must be a list, but was " + shown(values.get(key)));
        }
        List<Fields> list = new ArrayList<>();
        for (Object item : items) {
            String place = pathOf(key) + "[" + list.size() + "]";
            if (item instanceof Map<?, ?>) {
                list.add(new Fields(place, map(item), places));
            } else {
                list.add(new Fields(place, Map.of("type", String.valueOf(item)), places));
            }
        }
        return list;
    }

    /** The value of a key as fields with a type, where plain text stands for the type alone. */
    public Fields typed(String key) {
        Object value = values.get(key);
        return value instanceof String type ? new Fields(pathOf(key), Map.of("type", type), places) : below(key);
    }

    public List<Double> numbers(String key) {
        if (!(values.get(key) instanceof Collection<?> items)) {
            throw error(key, key + " must be a list of numbers, but was " + shown(values.get(key)));
        }
        List<Double> list = new ArrayList<>();
        for (Object item : items) {
            if (!(item instanceof Number number)) {
                throw error(key, key + " must be a list of numbers, but holds " + shown(item));
            }
            list.add(number.doubleValue());
        }
        return list;
    }

    /** These fields, with values of others for the keys that are absent. */
    public Fields over(Map<String, Object> defaults) {
        Map<String, Object> merged = new LinkedHashMap<>(defaults);
        merged.putAll(values);
        return new Fields(path, merged, places);
    }

    public void refuseOthers(Collection<String> known) {
        for (String key : values.keySet()) {
            if (!known.contains(key)) {
                throw error(
                        key,
                        "unknown key " + Quote.of(key) + (path.isEmpty() ? "" : " in " + path) + "; "
                                + Nearest.hint(key, known) + "known: " + String.join(", ", known));
            }
        }
    }

    /** A value as a message shows it. */
    private static String shown(@Nullable Object value) {
        return Quote.name(String.valueOf(value));
    }

    /** An exception whose message starts with the place of the key. */
    public InputException error(String key, String message) {
        String place = place(pathOf(key));
        return new InputException(message).at(place);
    }

    /** The place of a path, or of the nearest path above it that has one. */
    private String place(String wanted) {
        String place = places.apply(wanted);
        if (!place.isEmpty() || wanted.isEmpty()) {
            return place;
        }
        int end = Math.max(wanted.lastIndexOf('.'), wanted.lastIndexOf('['));
        return place(end < 0 ? "" : wanted.substring(0, end));
    }

    /** A complaint about one of these fields, put into its place unless it has one. */
    public InputException placed(InputException complaint) {
        return complaint.at(place(pathOf(complaint.key())));
    }

    /** A complaint about what stands under a key, likewise. */
    public InputException placed(String key, InputException complaint) {
        return complaint.at(place(pathOf(key)));
    }

    public String path() {
        return path;
    }

    private String pathOf(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }
}
