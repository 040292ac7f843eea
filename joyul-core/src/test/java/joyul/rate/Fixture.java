package joyul.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One scheduler that PyTorch ran, as fixtures/schedules.py wrote it: its code, and its rates at some steps. */
record Fixture(Schedule schedule, String code, double base, Readings readings, List<Long> steps, List<Double> rates) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static List<JsonNode> lines(String file) {
        try (InputStream stream = Objects.requireNonNull(Fixture.class.getResourceAsStream(file), file)) {
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().map(JSON::readTree).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** All runs of one scheduler; the schedules are read from the PyTorch code. */
    static List<Fixture> of(String scheduler) {
        return lines(scheduler + ".jsonl").stream().map(Fixture::read).toList();
    }

    private static Fixture read(JsonNode line) {
        String code = line.get("code").asString();
        Readings readings = Readings.none();
        if (line.has("metrics")) {
            for (JsonNode metric : line.get("metrics")) {
                readings = readings.plus(metric.isNull() ? Double.NaN : metric.asDouble());
            }
        }
        List<Long> steps = elements(line.get("steps")).map(JsonNode::asLong).toList();
        List<Double> rates = elements(line.get("rates")).map(JsonNode::asDouble).toList();
        double base = line.get("base").asDouble();
        return new Fixture(Schedules.parse(code), code, base, readings, steps, rates);
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    /** Asserts that our rates are PyTorch's to 1e-12 of each, and that nothing but the earlier readings matters. */
    void check() {
        for (int i = 0; i < steps.size(); i++) {
            double expected = rates.get(i);
            assertThat(schedule.rate(base, steps.get(i), readings))
                    .as("%s, base %s, step %s", code, base, steps.get(i))
                    .isCloseTo(expected, within(1e-12 * Math.abs(expected) + 1e-15));
        }
    }
}
