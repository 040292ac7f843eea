package joyul.explain;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something to say in any language: the key of a text and what its gaps are filled with.
 *
 * @param arguments by the gap's name: text, numbers, lists, or phrases in their turn
 */
public record Phrase(String key, Map<String, Object> arguments) {
    public Phrase {
        arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
    }

    public Phrase(String key) {
        this(key, Map.of());
    }
}
