package joyul.sampler;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;
import joyul.space.ChoiceDomain;
import joyul.space.Domain;
import joyul.space.FloatDomain;
import joyul.space.IntDomain;
import joyul.space.Scale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code fixtures/tpe.py} wrote: values of Optuna 5.0's own code. */
final class Fixture {
    static final JsonNode TPE = read("tpe.json");

    private Fixture() {}

    private static JsonNode read(String name) {
        try (InputStream in = Objects.requireNonNull(Fixture.class.getResourceAsStream(name), name)) {
            return JsonMapper.shared().readTree(in.readAllBytes());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** A number, or the text that stands for an infinity or NaN. */
    static double number(JsonNode node) {
        if (node.isNumber()) {
            return node.doubleValue();
        }
        return switch (node.stringValue()) {
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.NaN;
        };
    }

    static double[] numbers(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToDouble(Fixture::number)
                .toArray();
    }

    static Map<String, Domain> space(JsonNode node) {
        Map<String, Domain> domains = new LinkedHashMap<>();
        node.properties().forEach(entry -> domains.put(entry.getKey(), domain(entry.getValue())));
        return domains;
    }

    private static Domain domain(JsonNode node) {
        String kind = node.get("kind").stringValue();
        if (kind.equals("choice")) {
            List<Object> choices = new ArrayList<>();
            node.get("choices").forEach(choice -> choices.add(choice.stringValue()));
            return new ChoiceDomain(choices);
        }
        Scale scale = node.get("log").booleanValue() ? Scale.LOG : Scale.LINEAR;
        JsonNode step = node.get("step");
        if (kind.equals("int")) {
            return new IntDomain(node.get("low").longValue(), node.get("high").longValue(), scale, step.longValue());
        }
        return new FloatDomain(
                node.get("low").doubleValue(),
                node.get("high").doubleValue(),
                scale,
                step.isNull() ? null : step.doubleValue());
    }

    /** Columns by name as rows, in the order of the names. */
    static List<double[]> rows(JsonNode columns) {
        List<double[]> byName = new ArrayList<>();
        columns.forEach(column -> byName.add(numbers(column)));
        List<double[]> rows = new ArrayList<>();
        for (int row = 0; row < byName.get(0).length; row++) {
            int index = row;
            rows.add(byName.stream().mapToDouble(column -> column[index]).toArray());
        }
        return rows;
    }
}
