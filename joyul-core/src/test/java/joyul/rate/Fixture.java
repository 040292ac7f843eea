package joyul.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One scheduler that PyTorch ran, as fixtures/schedules.py wrote it: its code, and its rates (and momenta, if they are not
 * empty) in force during each step from 0.
 */
public record Fixture(
        Schedule schedule, String code, double base, Readings readings, double[] rates, double[] momenta) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final double BASE_MOMENTUM = 0.5;

    public static List<JsonNode> lines(String file) {
        String text = new String(bytes(file), StandardCharsets.UTF_8);
        return text.lines().map(JSON::readTree).toList();
    }

    private static byte[] bytes(String file) {
        try (InputStream stream = Objects.requireNonNull(Fixture.class.getResourceAsStream(file), file)) {
            return stream.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** All runs of one scheduler; the schedules are read from the PyTorch code. */
    static List<Fixture> of(String scheduler) {
        ByteBuffer doubles;
        try (InputStream packed = new GZIPInputStream(new ByteArrayInputStream(bytes(scheduler + ".f64.gz")))) {
            doubles = ByteBuffer.wrap(packed.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        List<Fixture> fixtures = new ArrayList<>();
        lines(scheduler + ".jsonl").forEach(line -> fixtures.add(read(line, doubles)));
        assertThat(fixtures).hasSizeGreaterThanOrEqualTo(40);
        assertThat(doubles.hasRemaining()).isFalse();
        return fixtures;
    }

    private static Fixture read(JsonNode line, ByteBuffer doubles) {
        String code = line.get("code").asString();
        Readings readings = Readings.none();
        if (line.has("metrics")) {
            for (JsonNode metric : line.get("metrics")) {
                readings = readings.plus(metric.isNull() ? Double.NaN : metric.asDouble());
            }
        }
        int steps = line.get("steps").asInt();
        double[] rates = next(doubles, steps);
        double[] momenta = next(doubles, line.has("momentum") ? steps : 0);
        return new Fixture(Schedules.parse(code), code, line.get("base").asDouble(), readings, rates, momenta);
    }

    private static double[] next(ByteBuffer doubles, int count) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = doubles.getDouble();
        }
        return values;
    }

    /** Asserts that our rates are PyTorch's to 1e-12 of each, also for a schedule that begins in the middle. */
    void check() {
        for (int step = 0; step < rates.length; step++) {
            check(schedule, step);
        }
        Schedule resumed = Schedules.parse(Schedules.toText(schedule));
        for (int step = rates.length / 2; step < rates.length; step++) {
            check(resumed, step);
        }
        for (int step = 0; step < momenta.length; step++) {
            assertThat(schedule.momentum(BASE_MOMENTUM, step, readings))
                    .as("%s, momentum at step %s", code, step)
                    .isCloseTo(momenta[step], within(1e-12));
        }
    }

    private void check(Schedule one, int step) {
        double expected = rates[step];
        double difference = Math.abs(one.rate(base, step, readings) - expected);
        // AssertJ's own message is costly to build, and there are some hundred thousand of these.
        if (!(difference <= 1e-12 * Math.abs(expected) + 1e-15)) {
            assertThat(one.rate(base, step, readings))
                    .as("%s, base %s, step %s", code, base, step)
                    .isCloseTo(expected, within(1e-12 * Math.abs(expected) + 1e-15));
        }
    }
}
