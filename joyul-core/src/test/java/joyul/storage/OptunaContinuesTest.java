package joyul.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import joyul.space.ChoiceDomain;
import joyul.space.FloatDomain;
import joyul.space.IntDomain;
import joyul.space.Point;
import joyul.space.Scale;
import joyul.study.Direction;
import joyul.study.Storage;
import joyul.study.Trial;
import joyul.study.TrialState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** A file of ours is opened and continued by Optuna itself, where the environment names a Python that has it. */
@EnabledIfEnvironmentVariable(
        named = "JOYUL_PYTHON",
        matches = ".+",
        disabledReason = "JOYUL_PYTHON names no Python that has optuna 4 or newer")
class OptunaContinuesTest {
    private static final FloatDomain RATE = new FloatDomain(1e-5, 0.1, Scale.LOG, null);
    private static final FloatDomain DROPOUT = new FloatDomain(0, 0.7, Scale.LINEAR, 0.05);
    private static final IntDomain WIDTH = new IntDomain(1, 1024, Scale.LOG, 1);
    private static final ChoiceDomain NORM = new ChoiceDomain(List.of("none", "batch", 2, true));

    @TempDir
    Path folder = Path.of("");

    @Test
    void optunaReadsAndContinuesAFileOfOurs() throws Exception {
        String python = System.getenv("JOYUL_PYTHON");
        Path file = folder.resolve("ours.db");
        try (Storage storage = Storages.open("sqlite:" + file)) {
            write(storage);
        }
        Map<String, Object> read = Json.map(run(Objects.requireNonNull(python), file));
        assertThat(read)
                .isEqualTo(Map.of(
                        "direction", "MINIMIZE",
                        "attributes", Map.of("seed", 7L, "note", "조율"),
                        "states", List.of("COMPLETE", "PRUNED", "FAIL", "COMPLETE", "WAITING"),
                        "best", 0L,
                        "values", List.of(List.of(0.5), List.of(0.75), "none", List.of("inf"), "none"),
                        "params", Map.of("lr", 0.01, "dropout", 0.25, "width", 16L, "norm", 2L),
                        "readings", List.of(0.5, "nan", "inf", "-inf"),
                        "outcome", "out of memory",
                        "fixed", Map.of("lr", 0.02, "width", 32L, "norm", true)));

        try (Storage storage = Storages.open("sqlite:" + file)) {
            List<Trial> trials = storage.trials(storage.findStudy("ours").orElseThrow());
            assertThat(trials).hasSize(8);
            assertThat(trials.get(4).point().asMap())
                    .containsEntry("lr", 0.02)
                    .containsEntry("width", 32L)
                    .containsEntry("norm", true);
            assertThat(trials.subList(4, 8)).allSatisfy(trial -> {
                assertThat(trial.state()).isEqualTo(TrialState.COMPLETE);
                assertThat(trial.value()).isEqualTo(trial.point().number("lr"));
                assertThat(trial.domains())
                        .isEqualTo(Map.of("lr", RATE, "dropout", DROPOUT, "width", WIDTH, "norm", NORM));
                assertThat(trial.attributes()).isEqualTo(Map.of("by", "optuna"));
            });
        }
    }

    private static void write(Storage storage) {
        long study = storage.createStudy("ours", Direction.MINIMIZE);
        storage.setStudyAttribute(study, "seed", 7);
        storage.setStudyAttribute(study, "note", "조율");
        finish(storage, study, TrialState.COMPLETE, 0.5);
        finish(storage, study, TrialState.PRUNED, 0.75);
        finish(storage, study, TrialState.FAIL, null);
        finish(storage, study, TrialState.COMPLETE, Double.POSITIVE_INFINITY);
        storage.enqueueTrial(study, Point.of(Map.of("lr", 0.02, "width", 32, "norm", true)));
    }

    private static void finish(Storage storage, long study, TrialState state, @Nullable Double value) {
        long trial = storage.startTrial(study).id();
        storage.setParameter(trial, "lr", 0.01, RATE);
        storage.setParameter(trial, "dropout", 0.25, DROPOUT);
        storage.setParameter(trial, "width", 16, WIDTH);
        storage.setParameter(trial, "norm", 2, NORM);
        storage.setReading(trial, 0, 0.5);
        storage.setReading(trial, 1, Double.NaN);
        storage.setReading(trial, 2, Double.POSITIVE_INFINITY);
        storage.setReading(trial, 3, Double.NEGATIVE_INFINITY);
        storage.setAttribute(trial, "joyul:outcome", "out of memory");
        storage.finish(trial, state, value);
    }

    private String run(String python, Path file) throws Exception {
        Path script = folder.resolve("continue.py");
        try (InputStream text = OptunaContinuesTest.class.getResourceAsStream("continue.py")) {
            Files.copy(Objects.requireNonNull(text), script);
        }
        Process process = new ProcessBuilder(python, script.toString(), file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return said;
    }
}
