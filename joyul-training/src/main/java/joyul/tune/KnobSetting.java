package joyul.tune;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import joyul.knob.Knobs;
import org.jspecify.annotations.Nullable;

/**
 * What was said of a knob before a tune: the value it is held at, the range it is searched over, or that it is searched.
 *
 * @param knob by the name people use
 * @param value that it is held at; null where it is searched
 * @param ends of the range it is searched over; null where it is held, or searched over its usual range
 */
record KnobSetting(
        String knob, @Nullable Object value, @Nullable Ends ends) {
    /** A range as it was given. */
    record Ends(double low, double high) {}

    static KnobSetting fixed(String knob, Object value) {
        return new KnobSetting(knob, value, null);
    }

    static KnobSetting searched(String knob, double low, double high) {
        return new KnobSetting(knob, null, new Ends(low, high));
    }

    /** One that is searched over its usual range, though it is not always worth it. */
    static KnobSetting usual(String knob) {
        return new KnobSetting(knob, null, null);
    }

    Knobs on(Knobs knobs) {
        if (value != null) {
            return knobs.fix(knob, value);
        }
        return ends == null ? knobs.search(knob) : knobs.range(knob, ends.low(), ends.high());
    }

    /** As JSON values. */
    Map<String, Object> written() {
        if (value != null) {
            return Map.of("knob", knob, "value", value);
        }
        return ends == null ? Map.of("knob", knob) : Map.of("knob", knob, "low", ends.low(), "high", ends.high());
    }

    /** What {@link #written} gave; nothing of what is damaged. */
    static List<KnobSetting> read(@Nullable Object list) {
        List<KnobSetting> settings = new ArrayList<>();
        if (list instanceof List<?> items) {
            for (Object item : items) {
                if (item instanceof Map<?, ?> map && map.get("knob") instanceof String knob) {
                    Object value = map.get("value");
                    if (value != null) {
                        settings.add(fixed(knob, value));
                    } else if (map.get("low") instanceof Number low && map.get("high") instanceof Number high) {
                        settings.add(searched(knob, low.doubleValue(), high.doubleValue()));
                    } else if (map.size() == 1) {
                        settings.add(usual(knob));
                    }
                }
            }
        }
        return settings;
    }
}
