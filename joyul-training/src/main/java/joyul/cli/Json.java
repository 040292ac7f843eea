package joyul.cli;

import java.util.Map;
import joyul.check.Finite;
import tools.jackson.databind.json.JsonMapper;

/** A result for programs: one line, keys in snake_case, null for a number that is not finite. */
final class Json {
    private static final JsonMapper MAPPER = new JsonMapper();

    private Json() {}

    static String line(Map<String, ?> result) {
        return MAPPER.writeValueAsString(Finite.of(result)) + "\n";
    }
}
