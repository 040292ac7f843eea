package joyul.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value as JSON can say it: JSON has no number that is infinite or none, so null stands in its place. */
public final class Finite {
    private Finite() {}

    /** The value, and what lists and maps in it hold. */
    public static @Nullable Object of(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, @Nullable Object> finite = new LinkedHashMap<>();
            map.forEach((key, held) -> finite.put(key, of(held)));
            return finite;
        }
        if (value instanceof Iterable<?> items) {
            List<@Nullable Object> finite = new ArrayList<>();
            items.forEach(item -> finite.add(of(item)));
            return finite;
        }
        boolean lost = (value instanceof Double wide && !Double.isFinite(wide))
                || (value instanceof Float narrow && !Float.isFinite(narrow));
        return lost ? null : value;
    }
}
