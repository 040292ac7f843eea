package joyul.recipe;

import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One key of a recipe file, which is one component of a part's record.
 *
 * @param reader gives the value that a recipe says, or what it is where nothing is said
 * @param written the plain value that stands in a file for one that is there
 */
record Key<V>(String name, Reader<V> reader, Function<V, Object> written) {
    /** Takes a value from a recipe that is being read; null: there is none. */
    interface Reader<V> {
        @Nullable
        V read(Given given);
    }

    /** A key that says what it says, or else takes the standard value. */
    static <V> Key<V> of(String name, Kind<V> kind, Function<Given, V> standard) {
        return new Key<>(
                name,
                given -> given.fields().has(name) ? kind.reader().read(given, name, standard) : standard.apply(given),
                kind.written());
    }

    /** A key that may be left out, and then is null. */
    static <V> Key<V> optional(String name, Kind<V> kind) {
        return new Key<>(
                name,
                given -> given.fields().has(name)
                        ? kind.reader().read(given, name, none -> {
                            throw new IllegalStateException(name + " has no standard value");
                        })
                        : null,
                kind.written());
    }

    @Nullable
    V read(Given given) {
        return reader.read(given);
    }

    /** The value where there always is one. */
    V required(Given given) {
        return Objects.requireNonNull(read(given), name);
    }

    @SuppressWarnings("unchecked")
    Object write(Object value) {
        return written.apply((V) value);
    }
}
