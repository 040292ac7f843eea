package joyul.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import joyul.check.InputException;
import joyul.rate.Schedule;
import joyul.rate.Schedules;

/** A schedule in few words: its name and what differs from the name's defaults. */
final class ScheduleWords {
    private static final String TYPE = "type";

    private ScheduleWords() {}

    static String of(Schedule schedule) {
        return words(Schedules.toMap(schedule));
    }

    private static String words(Map<?, ?> schedule) {
        String type = String.valueOf(schedule.get(TYPE));
        Map<Object, Object> special = new LinkedHashMap<>(schedule);
        special.keySet().remove(TYPE);
        special.entrySet().removeAll(defaults(type).entrySet());
        String parameters = special.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + value(entry.getValue()))
                .collect(Collectors.joining(", "));
        return parameters.isEmpty() ? type : type + "(" + parameters + ")";
    }

    private static String value(Object value) {
        return value instanceof Map<?, ?> nested
                ? words(nested)
                : value instanceof Double number ? Figures.number(number) : String.valueOf(value);
    }

    private static Map<String, Object> defaults(String type) {
        try {
            return Schedules.toMap(Schedules.of(Map.of(TYPE, type)));
        } catch (InputException hasRequiredParameters) {
            return Map.of();
        }
    }
}
