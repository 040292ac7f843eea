package joyul.attach;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import joyul.check.InputException;
import org.bytedeco.pytorch.Module;
import org.jspecify.annotations.Nullable;

/**
 * The Java objects through which a user's module calls its parts: its fields, and arrays, lists and maps in them, of the
 * module and of all parts that are written in Java too.
 */
final class ModuleFields {
    private final UnaryOperator<Object> replacement;
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private ModuleFields(UnaryOperator<Object> replacement) {
        this.replacement = replacement;
    }

    /**
     * Offers every part to an operator and puts what it gives in the part's place; the part itself leaves it there.
     *
     * @throws InputException if a field, or a list in it, cannot be changed
     */
    static void replace(Module root, UnaryOperator<Object> replacement) {
        new ModuleFields(replacement).walk(root);
    }

    private void walk(Object owner) {
        if (!seen.add(owner)) {
            return;
        }
        for (Class<?> type = owner.getClass(); type != null && ours(type); type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                    visit(owner, field);
                }
            }
        }
    }

    /** Classes of libtorch and of Java hold no part that a user put there. */
    private static boolean ours(Class<?> type) {
        return !type.getName().startsWith("org.bytedeco.") && !type.getName().startsWith("java.");
    }

    private void visit(Object owner, Field field) {
        try {
            field.setAccessible(true);
            Object value = field.get(owner);
            Object replaced = exchanged(value);
            if (replaced != value) {
                field.set(owner, replaced);
            }
        } catch (IllegalAccessException | RuntimeException e) {
            throw new InputException(
                    "cannot put a converted layer into "
                            + field.getDeclaringClass().getSimpleName() + "." + field.getName() + ": " + e
                            + "; hold it in a plain field, an array or an ArrayList",
                    e);
        }
    }

    private @Nullable Object exchanged(@Nullable Object value) {
        if (value instanceof Module) {
            Object replaced = replacement.apply(value);
            if (replaced == value) {
                walk(value);
            }
            return replaced;
        }
        if (value instanceof Object[] array) {
            for (int i = 0; i < array.length; i++) {
                Array.set(array, i, exchanged(array[i]));
            }
        } else if (value instanceof List<?> list) {
            exchange(list);
        } else if (value instanceof Map<?, ?> map) {
            exchange(map);
        }
        return value;
    }

    @SuppressWarnings("unchecked")
    private void exchange(List<?> list) {
        ListIterator<Object> items = (ListIterator<Object>) list.listIterator();
        while (items.hasNext()) {
            Object item = items.next();
            Object replaced = exchanged(item);
            if (replaced != item) {
                items.set(replaced);
            }
        }
    }

    @SuppressWarnings("unchecked")
    private void exchange(Map<?, ?> map) {
        for (Map.Entry<Object, Object> entry : ((Map<Object, Object>) map).entrySet()) {
            Object replaced = exchanged(entry.getValue());
            if (replaced != entry.getValue()) {
                entry.setValue(replaced);
            }
        }
    }
}
