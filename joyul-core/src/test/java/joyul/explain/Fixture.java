package joyul.explain;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;
import joyul.space.ChoiceDomain;
import joyul.space.Domain;
import joyul.space.FloatDomain;
import joyul.space.IntDomain;
import joyul.space.Scale;
import joyul.study.Trial;
import joyul.testkit.SomeTrial;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code fixtures/importance.py} wrote: values of Optuna, SciPy and NumPy. */
final class Fixture {
    static final JsonNode VALUES = read("importance.json");

    private Fixture() {}

    private static JsonNode read(String name) {
        return JsonMapper.shared().readTree(text(name));
    }

    static String text(String name) {
        try (InputStream in = Objects.requireNonNull(Fixture.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static List<JsonNode> each(String name) {
        return StreamSupport.stream(VALUES.get(name).spliterator(), false).toList();
    }

    static double[] numbers(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToDouble(JsonNode::doubleValue)
                .toArray();
    }

    static List<Trial> trials(JsonNode study) {
        List<Trial> trials = new ArrayList<>();
        for (JsonNode row : study.get("trials")) {
            SomeTrial trial = SomeTrial.complete(trials.size(), row.get("loss").doubleValue());
            for (var entry : row.get("params").properties()) {
                Domain domain = domain(VALUES.get("domains").get(entry.getKey()));
                trial = trial.with(entry.getKey(), value(entry.getValue(), domain), domain);
            }
            trials.add(trial.snapshot());
        }
        return trials;
    }

    private static Object value(JsonNode node, Domain domain) {
        if (domain instanceof ChoiceDomain) {
            return node.stringValue();
        }
        return domain instanceof IntDomain ? (Object) node.longValue() : node.doubleValue();
    }

    private static Domain domain(JsonNode node) {
        if (node.get("kind").stringValue().equals("choice")) {
            List<Object> choices = new ArrayList<>();
            node.get("choices").forEach(choice -> choices.add(choice.stringValue()));
            return new ChoiceDomain(choices);
        }
        Scale scale = node.get("log").booleanValue() ? Scale.LOG : Scale.LINEAR;
        if (node.get("kind").stringValue().equals("int")) {
            return new IntDomain(
                    node.get("low").longValue(),
                    node.get("high").longValue(),
                    scale,
                    node.get("step").longValue());
        }
        return new FloatDomain(
                node.get("low").doubleValue(),
                node.get("high").doubleValue(),
                scale,
                node.get("step").isNull() ? null : node.get("step").doubleValue());
    }
}
