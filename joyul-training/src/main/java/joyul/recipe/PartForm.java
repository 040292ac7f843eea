package joyul.recipe;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import joyul.check.InputException;
import org.jspecify.annotations.Nullable;

/** The keys of one part of a recipe: one for each component of its record, in their order. */
final class PartForm<P extends Record> {
    private final Class<P> part;
    private final List<Key<?>> keys;

    private PartForm(Class<P> part, List<Key<?>> keys) {
        this.part = part;
        this.keys = keys;
        if (keys.size() != part.getRecordComponents().length) {
            throw new IllegalStateException(part.getSimpleName() + " needs one key for each component");
        }
    }

    static <P extends Record> PartForm<P> of(Class<P> part, Key<?>... keys) {
        return new PartForm<>(part, List.of(keys));
    }

    List<Key<?>> keys() {
        return keys;
    }

    /** Tells each key with the part's value of it. */
    void tell(P part, BiConsumer<Key<?>, @Nullable Object> listener) {
        RecordComponent[] components = this.part.getRecordComponents();
        for (int i = 0; i < components.length; i++) {
            try {
                listener.accept(keys.get(i), components[i].getAccessor().invoke(part));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** The part with these values of its keys. */
    P of(Function<Key<?>, @Nullable Object> values) {
        Class<?>[] types = Arrays.stream(part.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            return part.getDeclaredConstructor(types)
                    .newInstance(keys.stream().map(values).toArray());
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof InputException complaint) {
                throw complaint;
            }
            throw new IllegalStateException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
