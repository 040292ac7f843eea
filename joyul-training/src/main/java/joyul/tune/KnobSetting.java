package joyul.tune;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was said of a knob before a tune: the value it is held at, or the range it is searched over.
 *
 * @param knob by the name people use
 * @param value that it is held at; null where it is searched
 */
record KnobSetting(String knob, @Nullable Object value, double low, double high) {
    static KnobSetting fixed(String knob, Object value) {
        return new KnobSetting(knob, value, Double.NaN, Double.NaN);
    }

    static KnobSetting searched(String knob, double low, double high) {
        return new KnobSetting(knob, null, low, high);
    }

    Knobs on(Knobs knobs) {
        return value == null ? knobs.range(knob, low, high) : knobs.fix(knob, value);
    }

    /** As JSON values. */
    Map<String, Object> written() {
        return value == null ? Map.of("knob", knob, "low", low, "high", high) : Map.of("knob", knob, "value", value);
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
                    }
                }
            }
        }
        return settings;
    }
}
