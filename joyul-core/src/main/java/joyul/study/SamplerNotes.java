package joyul.study;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What a sampler keeps between trials. It stands in the study's attributes, each key behind {@link #PREFIX}, so all
 * processes on the study share it and a study that is continued has it still. Values are JSON (text, number, boolean,
 * list, map); whole numbers come back as {@link Long}.
 */
public interface SamplerNotes {
    /** Before each key in the study's attributes. */
    String PREFIX = "joyul:sampler:";

    Optional<Object> get(String key);

    /**
     * Sets a value in one step with the look at what it was, so that of several processes one is first.
     *
     * @param expected what {@link #get} gave; null for absent
     * @return whether the value was set; false when it was no longer as expected: get it again
     */
    boolean replace(String key, @Nullable Object expected, Object value);

    /** Notes that no study keeps. */
    static SamplerNotes inMemory() {
        Map<String, Object> kept = new ConcurrentHashMap<>();
        return new SamplerNotes() {
            @Override
            public Optional<Object> get(String key) {
                return Optional.ofNullable(kept.get(key));
            }

            @Override
            public boolean replace(String key, @Nullable Object expected, Object value) {
                synchronized (kept) {
                    boolean same = Objects.equals(kept.get(key), expected);
                    if (same) {
                        kept.put(key, value);
                    }
                    return same;
                }
            }
        };
    }
}
