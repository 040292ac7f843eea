package joyul.recipe;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import joyul.check.Check;
import joyul.form.Catalog;
import joyul.form.Fields;

/**
 * How values of one kind stand in a recipe file.
 *
 * @param reader takes the value of a key that is there
 * @param written the plain value that stands for it
 */
record Kind<V>(Reader<V> reader, Function<V, Object> written) {
    /** Takes the value of a key that is there. */
    interface Reader<V> {
        V read(Given given, String key, Function<Given, V> standard);
    }

    static final Kind<Integer> COUNT = plain((fields, key) -> fields.count(key, 0));
    static final Kind<Long> INTEGER = plain(Fields::integer);
    static final Kind<Double> NUMBER = plain(Fields::number);

    private interface FieldReader<V> {
        V read(Fields fields, String key);
    }

    private static <V> Kind<V> plain(FieldReader<V> reader) {
        return of(reader, value -> value);
    }

    private static <V> Kind<V> of(FieldReader<V> reader, Function<V, Object> written) {
        return new Kind<>((given, key, standard) -> reader.read(given.fields(), key), written);
    }

    /** A member of a family; one without a type is the standard one with some values changed. */
    static <T> Kind<T> member(Catalog<T> catalog) {
        return new Kind<>(
                (given, key, standard) -> {
                    Fields member = given.fields().typed(key);
                    return catalog.read(
                            member.has("type") ? member : member.over(catalog.write(standard.apply(given))));
                },
                catalog::write);
    }

    // The constants are handed over: asking the class for them by reflection loads what its methods return, and for a
    // precision that is native code.
    static <E extends Enum<E>> Kind<E> constant(E[] constants) {
        return of((fields, key) -> constant(fields, key, constants), Kind::lower);
    }

    static <E extends Enum<E>> E constant(Fields fields, String key, E[] constants) {
        String text = fields.text(key);
        for (E constant : constants) {
            if (lower(constant).equals(text)) {
                return constant;
            }
        }
        List<String> known = Arrays.stream(constants).map(Kind::lower).toList();
        throw fields.error(key, Check.unknown(key, text, known).line());
    }

    static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
