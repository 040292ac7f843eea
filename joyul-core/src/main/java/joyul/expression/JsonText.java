package joyul.expression;

import java.util.Map;
import joyul.check.Finite;
import joyul.check.InputException;
import joyul.check.Nesting;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** A schedule's map as JSON. */
public final class JsonText {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private JsonText() {}

    public static Map<String, Object> read(String text) {
        Tokens.checkLength("the schedule", text);
        Nesting.check("the schedule", text);
        try {
            return JSON.readValue(text, new TypeReference<Map<String, Object>>() {});
        } catch (JacksonException wrong) {
            throw new InputException(
                    "the schedule is not valid JSON" + place(wrong.getLocation()) + ": "
                            + wrong.getOriginalMessage().lines().findFirst().orElse("")
                            + "; names and texts need double quotes",
                    wrong);
        }
    }

    /** None for a number with too many digits, say. */
    private static String place(@Nullable TokenStreamLocation location) {
        return location == null ? "" : " at column " + location.getColumnNr();
    }

    public static String write(Object value) {
        return JSON.writeValueAsString(value);
    }

    /** A result for programs, with null for a number that is not finite. */
    public static String result(Object value) {
        return JSON.writeValueAsString(Finite.of(value));
    }
}
