package joyul.storage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import joyul.check.Check;
import joyul.check.InputException;
import joyul.check.Quote;
import joyul.space.ChoiceDomain;
import joyul.space.Domain;
import joyul.space.FloatDomain;
import joyul.space.IntDomain;
import joyul.space.Scale;
import org.jspecify.annotations.Nullable;

/**
 * Domains as Optuna's {@code distribution_json}: {@code {"name": "FloatDistribution", "attributes": {"step": null,
 * "low": 1e-05, "high": 0.1, "log": true}}}. Read are also the five names from before Optuna 3.
 *
 * <p>Optuna's choices may be null or lists, and may repeat, ours not: null becomes the text {@value #NONE}, a list or a
 * map its JSON text, and a choice that is there already gets a number behind it, so that every index keeps a choice of
 * its own.
 */
final class Distributions {
    /** Optuna's null choice. */
    static final String NONE = "None";

    /** Beyond it a double skips whole numbers. */
    private static final double EXACT = 1L << 53;

    private Distributions() {}

    static String write(Domain domain) {
        Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
        String name;
        if (domain instanceof FloatDomain real) {
            name = "FloatDistribution";
            attributes.put("step", real.step());
            attributes.put("low", real.low());
            attributes.put("high", real.high());
            attributes.put("log", real.scale() == Scale.LOG);
        } else if (domain instanceof IntDomain whole) {
            name = "IntDistribution";
            attributes.put("log", whole.scale() == Scale.LOG);
            attributes.put("step", whole.step());
            attributes.put("low", whole.low());
            attributes.put("high", whole.high());
        } else {
            name = "CategoricalDistribution";
            attributes.put("choices", ((ChoiceDomain) domain).choices());
        }
        Map<String, Object> distribution = new LinkedHashMap<>();
        distribution.put("name", name);
        distribution.put("attributes", attributes);
        return Json.write(distribution);
    }

    static Domain read(String text) {
        Map<String, Object> distribution = Json.map(text);
        if (!(distribution.get("attributes") instanceof Map<?, ?> attributes)) {
            throw unknown(text);
        }
        boolean log = Boolean.TRUE.equals(attributes.get("log"));
        return switch (String.valueOf(distribution.get("name"))) {
            case "FloatDistribution" -> real(attributes, log, attributes.get("step"));
            case "UniformDistribution" -> real(attributes, false, null);
            case "LogUniformDistribution" -> real(attributes, true, null);
            case "DiscreteUniformDistribution" -> real(attributes, false, attributes.get("q"));
            case "IntDistribution" -> whole(attributes, log);
            case "IntUniformDistribution" -> whole(attributes, false);
            case "IntLogUniformDistribution" -> whole(attributes, true);
            case "CategoricalDistribution" -> choices(attributes.get("choices"));
            default -> throw unknown(text);
        };
    }

    /** Why a distribution that Optuna would read is none for this version; a text that is none at all has damage. */
    static Optional<String> obstacle(String text) {
        if (!named(text)) {
            return Optional.empty();
        }
        try {
            read(text);
            return Optional.empty();
        } catch (InputException foreign) {
            return Optional.of(foreign.line());
        }
    }

    private static boolean named(String text) {
        try {
            return Json.map(text).get("name") instanceof String;
        } catch (InputException damaged) {
            return false;
        }
    }

    private static InputException unknown(String text) {
        return new InputException("the storage holds the distribution " + Quote.of(text)
                + ", which this version does not know; a newer version may");
    }

    private static FloatDomain real(Map<?, ?> attributes, boolean log, @Nullable Object step) {
        Double width = step == null ? null : number(step);
        return new FloatDomain(
                number(attributes.get("low")), number(attributes.get("high")), log ? Scale.LOG : Scale.LINEAR, width);
    }

    private static IntDomain whole(Map<?, ?> attributes, boolean log) {
        // IntLogUniformDistribution had a step that Optuna itself came to ignore.
        Object step = log ? null : attributes.get("step");
        return new IntDomain(
                whole(attributes.get("low")),
                whole(attributes.get("high")),
                log ? Scale.LOG : Scale.LINEAR,
                step == null ? 1 : whole(step));
    }

    /** Whole bounds reach as far as a double, in which Optuna and we keep values, holds every whole number. */
    private static long whole(@Nullable Object bound) {
        Number number = bound(bound);
        if (Math.abs(number.doubleValue()) > EXACT) {
            throw new InputException("the storage holds a range of whole numbers up to " + number
                    + ", beyond 2^53 = 9007199254740992, which this version cannot keep exactly");
        }
        return number.longValue();
    }

    /** A real bound as our domains take it: an infinite one of Optuna's becomes the largest finite number. */
    private static double number(@Nullable Object value) {
        return Math.max(
                -Double.MAX_VALUE, Math.min(Double.MAX_VALUE, bound(value).doubleValue()));
    }

    private static Number bound(@Nullable Object value) {
        if (value instanceof Number number) {
            return number;
        }
        throw new InputException("the storage holds a distribution with the bound " + Quote.of(String.valueOf(value))
                + ", not a number");
    }

    private static ChoiceDomain choices(@Nullable Object listed) {
        List<Object> choices = new ArrayList<>();
        for (Object choice : listed instanceof List<?> list ? list : List.of()) {
            Object ours = choice(choice);
            for (int again = 2; choices.contains(ours); again++) {
                ours = choice(choice) + " (" + again + ")";
            }
            choices.add(ours);
        }
        return new ChoiceDomain(choices);
    }

    /** A stored value as a number of its domain; a choice stands as its place among the choices. */
    static double code(String name, double stored, Domain domain) {
        if (domain instanceof ChoiceDomain listed) {
            int count = listed.choices().size();
            boolean known = stored == Math.rint(stored) && stored >= 0 && stored < count;
            return Check.that(known, "the choice of " + Quote.of(name), "a number from 0 to " + (count - 1), stored);
        }
        return Check.finite(Quote.of(name), stored);
    }

    /** The values that a waiting trial's JSON fixes in advance. */
    static Map<String, Object> fixed(String text) {
        Map<String, Object> fixed = Json.map(text);
        fixed.replaceAll((name, value) -> choice(value));
        return fixed;
    }

    private static Object choice(@Nullable Object choice) {
        if (choice == null) {
            return NONE;
        }
        boolean plain = choice instanceof String
                || choice instanceof Boolean
                || choice instanceof Long
                || choice instanceof Double;
        return plain ? choice : Json.write(choice);
    }
}
