package joyul.form;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import joyul.check.Check;
import joyul.check.InputException;

/**
 * A family of record types that files write as {@code {type: NAME, KEY: VALUE, ...}}: the one place where a new member
 * of the family is entered. A key is a record component in snake case; a missing one takes the standard's value. A component
 * that is a list holds members of the same family, so that it is a tree of them.
 *
 * @param <T> what all members are
 */
public final class Catalog<T> {
    private final String what;
    private final Map<String, T> standards = new LinkedHashMap<>();

    /**
     * A family without members yet.
     *
     * @param what the family in messages: {@code layer}
     */
    public Catalog(String what) {
        this.what = what;
    }

    /** Enters a member by the instance that holds its standard values. */
    public Catalog<T> with(String name, T standard) {
        standards.put(name, standard);
        return this;
    }

    public List<String> names() {
        return List.copyOf(standards.keySet());
    }

    /** The member that a map describes. */
    public T read(Fields fields) {
        String type;
        try {
            type = fields.text("type");
        } catch (InputException missing) {
            throw fields.error("type", what + " needs a type; known: " + String.join(", ", names()));
        }
        T standard = standards.get(type);
        if (standard == null) {
            throw fields.error("type", Check.unknown(what, type, names()).line());
        }
        RecordComponent[] components = standard.getClass().getRecordComponents();
        List<String> keys = new ArrayList<>(List.of("type"));
        Arrays.stream(components).map(Catalog::key).forEach(keys::add);
        fields.refuseOthers(keys);
        Object[] values = Arrays.stream(components)
                .map(component -> value(fields, component, standard))
                .toArray();
        return construct(standard, components, values, fields);
    }

    /** Whether a member is of a type that files can name. */
    public boolean knows(T member) {
        return known(member).isPresent();
    }

    /** The map that describes a member, with every key; one that a user wrote in Java as {@link Own} tells it. */
    public Map<String, Object> write(T member) {
        if (!knows(member)) {
            return Own.map(member);
        }
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("type", name(member));
        for (RecordComponent component : member.getClass().getRecordComponents()) {
            Object value = component(member, component);
            map.put(key(component), written(value));
        }
        return map;
    }

    @SuppressWarnings("unchecked")
    private Object written(Object value) {
        if (value instanceof List<?> members) {
            return members.stream().map(member -> write((T) member)).toList();
        }
        return value instanceof Enum<?> constant ? text(constant) : value;
    }

    /** The name that a member's type has in files, or {@link Own#name} of one that a user wrote in Java. */
    public String name(T member) {
        return known(member).orElseGet(() -> Own.name(member));
    }

    private Optional<String> known(T member) {
        return standards.entrySet().stream()
                .filter(entry -> entry.getValue().getClass() == member.getClass())
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private Object value(Fields fields, RecordComponent component, T standard) {
        String key = key(component);
        if (!fields.has(key)) {
            return component(standard, component);
        }
        Class<?> type = component.getType();
        if (type == int.class) {
            return fields.count(key, 0);
        }
        if (type == double.class) {
            return fields.number(key);
        }
        if (type == boolean.class) {
            return fields.flag(key, false);
        }
        if (type == String.class) {
            return fields.text(key);
        }
        if (type == List.class) {
            return fields.list(key).stream().map(this::read).toList();
        }
        if (type.isEnum()) {
            return constant(fields, key, type.getEnumConstants());
        }
        throw new IllegalStateException("no form for a component of " + type);
    }

    private static Object constant(Fields fields, String key, Object[] constants) {
        List<String> known =
                Arrays.stream(constants).map(each -> text((Enum<?>) each)).toList();
        int index = known.indexOf(fields.text(key));
        if (index < 0) {
            throw fields.error(key, Check.unknown(key, fields.text(key), known).line());
        }
        return constants[index];
    }

    @SuppressWarnings("unchecked")
    private static <T> T construct(T standard, RecordComponent[] components, Object[] values, Fields fields) {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = standard.getClass().getDeclaredConstructor(types);
            return (T) constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof InputException complaint) {
                throw fields.placed(complaint);
            }
            throw new IllegalStateException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object component(Object record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String key(RecordComponent component) {
        return component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
