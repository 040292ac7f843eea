package joyul.report;

import java.io.StringWriter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The data of figures as JSON that may stand in a script element: strict (a number that is not finite is null), and
 * without the character that could end the element.
 */
final class ChartJson {
    private static final JsonFactory FACTORY = JsonFactory.builder().build();

    private ChartJson() {}

    static String write(Map<String, ?> value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            write(json, value);
        }
        return text.toString().replace("<", "\\u003c");
    }

    private static void write(JsonGenerator json, @Nullable Object value) {
        if (value instanceof Number number) {
            write(json, number);
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (value instanceof Collection<?> items) {
            json.writeStartArray();
            items.forEach(item -> write(json, item));
            json.writeEndArray();
        } else if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            inOrder(map).forEach((key, item) -> {
                json.writeName(String.valueOf(key));
                write(json, item);
            });
            json.writeEndObject();
        } else if (value == null) {
            json.writeNull();
        } else {
            json.writeString(value.toString());
        }
    }

    /** The order of {@code Map.of} is another in each run of the program; a page of the same study is to be the same. */
    private static Map<?, ?> inOrder(Map<?, ?> map) {
        return map instanceof LinkedHashMap || map instanceof SortedMap ? map : new TreeMap<>(map);
    }

    private static void write(JsonGenerator json, Number number) {
        double value = number.doubleValue();
        if (!Double.isFinite(value)) {
            json.writeNull();
        } else if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            json.writeNumber((long) value);
        } else {
            json.writeNumber(value);
        }
    }
}
