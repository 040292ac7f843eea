package joyul;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One reference case from {@code fixtures/engine.py} or {@code fixtures/normalization.py}. */
public record Fixture(JsonNode node) {
    /** All cases of a file beside the tests of a room. */
    public static List<Fixture> all(String resource) {
        try (InputStream in = Objects.requireNonNull(Fixture.class.getResourceAsStream(resource), resource)) {
            return new JsonMapper()
                    .readTree(in.readAllBytes())
                    .valueStream()
                    .map(Fixture::new)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public double number(String key) {
        return node.get(key).asDouble();
    }

    public boolean flag(String key) {
        return node.get(key).asBoolean();
    }

    public boolean has(String key) {
        return node.has(key);
    }

    public String text(String key) {
        return node.get(key).asString();
    }

    public double[] numbers(String key) {
        return node.get(key).valueStream().mapToDouble(JsonNode::asDouble).toArray();
    }

    public List<double[]> rows(String key) {
        return node.get(key)
                .valueStream()
                .map(row -> row.valueStream().mapToDouble(JsonNode::asDouble).toArray())
                .toList();
    }

    public Fixture below(String key) {
        return new Fixture(node.get(key));
    }

    public List<Fixture> list(String key) {
        return node.get(key).valueStream().map(Fixture::new).toList();
    }

    @Override
    public String toString() {
        String text = node.toString();
        return text.substring(0, Math.min(100, text.length()));
    }
}
