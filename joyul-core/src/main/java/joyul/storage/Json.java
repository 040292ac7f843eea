package joyul.storage;

import java.io.StringWriter;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import joyul.check.InputException;
import joyul.check.Nesting;
import joyul.check.Quote;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.core.json.JsonWriteFeature;

/**
 * JSON as Python's {@code json} module writes it by default: ASCII only, and {@code NaN}, {@code Infinity} and
 * {@code -Infinity} bare, although the standard has no such numbers. Read values are immutable: text, {@link Long} (or
 * {@link BigInteger}), {@link Double}, {@link Boolean}, lists, maps, null.
 *
 * <p>Jackson's streaming side only: its data binding takes a fifth of a second to wake up.
 */
final class Json {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .streamWriteConstraints(StreamWriteConstraints.builder()
                    .maxNestingDepth(Nesting.DEEPEST)
                    .build())
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNestingDepth(Nesting.DEEPEST)
                    .build())
            .build();

    private Json() {}

    /** The value as {@link #read} gives it back: detached, immutable, numbers in their canonical types. */
    static Object copy(Object value) {
        return Objects.requireNonNull(read(write(value)));
    }

    static String write(Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            write(json, value);
        } catch (JacksonException e) {
            throw new InputException("a stored value must nest at most " + Nesting.DEEPEST + " lists and maps", e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, @Nullable Object value) {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof String text) {
            json.writeString(text);
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (value instanceof Double || value instanceof Float) {
            json.writeNumber(((Number) value).doubleValue());
        } else if (value instanceof BigInteger number) {
            json.writeNumber(number);
        } else if (value instanceof Number number && number.doubleValue() == number.longValue()) {
            json.writeNumber(number.longValue());
        } else if (value instanceof Collection<?> items) {
            json.writeStartArray();
            items.forEach(item -> write(json, item));
            json.writeEndArray();
        } else if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            map.forEach((key, item) -> {
                json.writeName(String.valueOf(key));
                write(json, item);
            });
            json.writeEndObject();
        } else {
            throw new InputException("a stored value must be text, a number, true/false, a list or a map, but was "
                    + value.getClass().getName());
        }
    }

    static @Nullable Object read(String text) {
        try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            json.nextToken();
            return value(json);
        } catch (JacksonException e) {
            throw new InputException(
                    "the storage holds " + Quote.of(text) + ", which is not JSON or nests deeper than "
                            + Nesting.DEEPEST,
                    e);
        }
    }

    /** The members of a JSON object. */
    static Map<String, Object> map(String text) {
        Map<String, Object> map = new LinkedHashMap<>();
        if (!(read(text) instanceof Map<?, ?> members)) {
            throw new InputException("the storage holds " + Quote.of(text) + " where a JSON object must be");
        }
        members.forEach((key, value) -> map.put(String.valueOf(key), value));
        return map;
    }

    private static @Nullable Object value(JsonParser json) {
        JsonToken token = json.currentToken();
        if (token == null) {
            throw new InputException("the storage holds an empty text where JSON must be");
        }
        return switch (token) {
            case START_OBJECT -> members(json);
            case START_ARRAY -> items(json);
            case VALUE_STRING -> json.getString();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT -> whole(json.getNumberValue());
            case VALUE_NUMBER_FLOAT -> json.getDoubleValue();
            default -> null;
        };
    }

    private static Number whole(Number number) {
        return number instanceof BigInteger ? number : Long.valueOf(number.longValue());
    }

    private static List<Object> items(JsonParser json) {
        List<@Nullable Object> items = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(json));
        }
        return Collections.unmodifiableList(items);
    }

    private static Map<String, Object> members(JsonParser json) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String key = json.currentName();
            json.nextToken();
            members.put(key, value(json));
        }
        return Collections.unmodifiableMap(members);
    }
}
