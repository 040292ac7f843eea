package joyul.storage;

import static joyul.storage.Fixture.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import joyul.space.ChoiceDomain;
import joyul.space.FloatDomain;
import joyul.space.IntDomain;
import joyul.space.Point;
import joyul.space.Scale;
import joyul.study.Direction;
import joyul.study.Outcome;
import joyul.study.Storage;
import joyul.study.Trial;
import joyul.study.TrialState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A study that Optuna made is read as Optuna reads it, and goes on. */
class OptunaFileTest {
    private static final ChoiceDomain SCHEDULES = new ChoiceDomain(List.of("cosine", "step", "None", 1L, 2.5, true));

    @TempDir
    Path folder = Path.of("");

    private Storage storage = Storages.open("memory:");
    private Map<String, Object> expected = Map.of();
    private long study;

    @BeforeEach
    void open() throws Exception {
        try (InputStream json = OptunaFileTest.class.getResourceAsStream("optuna.json")) {
            expected = Json.map(new String(Objects.requireNonNull(json).readAllBytes(), StandardCharsets.UTF_8));
        }
        storage = Storages.open("sqlite:" + Fixture.copy(folder.resolve("study.db")));
        study = storage.findStudy(String.valueOf(expected.get("name"))).orElseThrow();
    }

    @AfterEach
    void close() {
        storage.close();
    }

    @Test
    void theStudyIsOptunas() {
        assertThat(storage.studyNames()).isEqualTo(expected.get("names"));
        assertThat(storage.direction(study)).isEqualTo(Direction.MAXIMIZE);
        assertThat(storage.studyAttributes(study)).isEqualTo(expected.get("attributes"));
    }

    @Test
    void everyTrialIsOptunas() {
        List<Trial> trials = storage.trials(study);
        List<?> theirs = (List<?>) Objects.requireNonNull(expected.get("trials"));
        assertThat(trials).hasSize(10).hasSameSizeAs(theirs);
        for (int number = 0; number < trials.size(); number++) {
            assertSame(trials.get(number), (Map<?, ?>) theirs.get(number));
        }
    }

    private static void assertSame(Trial trial, Map<?, ?> theirs) {
        assertThat((long) trial.number()).isEqualTo(theirs.get("number"));
        assertThat(trial.state().name()).isEqualTo(theirs.get("state"));
        assertThat(trial.value()).isEqualTo(number(theirs.get("value")));
        assertThat(trial.attributes()).isEqualTo(theirs.get("attributes"));
        assertThat(trial.started()).isEqualTo(time(theirs.get("started")));
        assertThat(trial.completed()).isEqualTo(time(theirs.get("completed")));

        Map<Object, Object> readings = new TreeMap<>();
        map(theirs.get("readings"))
                .forEach((step, value) -> readings.put(Integer.valueOf((String) step), number(value)));
        assertThat(trial.readings()).isEqualTo(readings);

        Map<Object, Object> point = new LinkedHashMap<>();
        for (String key : List.of("fixed", "params")) {
            if (theirs.get(key) instanceof Map<?, ?> values) {
                values.forEach((name, value) -> point.put(name, value == null ? "None" : value));
            }
        }
        assertThat(trial.point().asMap()).isEqualTo(point);
        assertThat(trial.domains().keySet()).isEqualTo(map(theirs.get("params")).keySet());
        if (!trial.domains().isEmpty()) {
            assertThat(trial.domains())
                    .isEqualTo(Map.of(
                            "lr", new FloatDomain(1e-5, 0.1, Scale.LOG, null),
                            "momentum", new FloatDomain(0, 0.99, Scale.LINEAR, null),
                            "dropout", new FloatDomain(0, 0.7, Scale.LINEAR, 0.05),
                            "width", new IntDomain(1, 1024, Scale.LOG, 1),
                            "depth", new IntDomain(2, 11, Scale.LINEAR, 3),
                            "schedule", SCHEDULES));
        }
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return (Map<?, ?>) Objects.requireNonNull(value);
    }

    private static @Nullable Double number(@Nullable Object value) {
        if (value instanceof String name) {
            return name.equals("nan")
                    ? Double.NaN
                    : name.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        return (Double) value;
    }

    private static @Nullable Instant time(@Nullable Object text) {
        return text == null ? null : Instant.parse(text + "Z");
    }

    @Test
    void theStudyGoesOn() {
        assertThat(storage.trials(study).get(4).outcome()).isEqualTo(Outcome.DIVERGED);
        Trial waiting = storage.startWaitingTrial(study).orElseThrow();
        assertThat(waiting.number()).isEqualTo(9);
        assertThat(waiting.point()).isEqualTo(Point.of(Map.of("lr", 0.01, "depth", 5L, "schedule", "None")));
        storage.setParameter(waiting.id(), "schedule", "None", SCHEDULES);
        storage.setParameter(waiting.id(), "lr", 0.01, new FloatDomain(1e-5, 0.1, Scale.LOG, null));
        storage.finish(waiting.id(), TrialState.COMPLETE, 5.0);

        assertThat(storage.trial(waiting.id()).domains().get("schedule")).isEqualTo(SCHEDULES);
        Trial next = storage.startTrial(study);
        assertThat(next.number()).isEqualTo(10);
        assertRefused(
                () -> storage.setParameter(next.id(), "width", 2, new IntDomain(1, 8, Scale.LINEAR, 1)),
                "parameter 'width' must keep its kind, scale and choices");
        storage.close();
        try (Sql sql = Sql.open(folder.resolve("study.db"), SqliteStorage.PATIENCE)) {
            assertThat(sql.read(() -> sql.list(
                            "select distinct distribution_json from trial_params where param_name = 'schedule'",
                            row -> row.getString(1))))
                    .as("null stays null for Optuna")
                    .hasSize(1)
                    .first()
                    .asString()
                    .contains("null");
        }
    }

    @Test
    void aStudyOfTwoObjectivesOpensButHasNoDirection() {
        long two = storage.findStudy("two").orElseThrow();
        assertThat(storage.trials(two)).extracting(Trial::value).containsExactly(1.0);
        assertRefused(() -> storage.direction(two), "a study must have one objective, but study 2 has 2");
    }
}
