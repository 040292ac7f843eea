package joyul.rate;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import joyul.expression.Numbers;

/** Writes a schedule's map as {@link CallParser} reads it, in Python's notation. */
final class CallText {
    private CallText() {}

    static String write(Map<?, ?> call) {
        String arguments = call.entrySet().stream()
                .filter(entry -> !entry.getKey().equals("type"))
                .map(entry -> entry.getKey() + "=" + value(entry.getValue()))
                .collect(Collectors.joining(", "));
        return call.get("type") + (arguments.isEmpty() ? "" : "(" + arguments + ")");
    }

    /** A value in Python's notation. */
    static String value(Object value) {
        if (value instanceof Double number) {
            return Numbers.shortest(number);
        }
        if (value instanceof Boolean flag) {
            return flag ? "True" : "False";
        }
        if (value instanceof List<?> list) {
            return list.stream().map(CallText::value).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Map<?, ?> nested) {
            return write(nested);
        }
        if (value instanceof String text) {
            return text.startsWith("lambda ") ? text : "'" + text + "'";
        }
        return value.toString();
    }
}
