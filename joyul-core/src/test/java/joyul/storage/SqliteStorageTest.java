package joyul.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import joyul.space.FloatDomain;
import joyul.space.Point;
import joyul.space.Scale;
import joyul.study.Storage;
import joyul.study.Trial;
import joyul.study.TrialState;
import joyul.testkit.StorageConformance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStorageTest extends StorageConformance {
    @TempDir
    Path folder = Path.of("");

    @Override
    protected Storage open() {
        return SqliteStorage.open(file(), Duration.ofSeconds(5), Fixture.CLOCK);
    }

    @Override
    protected boolean hasJoyulsWords() {
        return true;
    }

    @Test
    void aTrialStartsAndEndsAtTheTimeOfTheClock() {
        Trial trial = storage.startTrial(study);
        storage.finish(trial.id(), TrialState.FAIL, null);
        assertThat(trial.started()).isEqualTo(Fixture.NOW);
        assertThat(storage.trial(trial.id()).completed()).isEqualTo(Fixture.NOW);
    }

    private Path file() {
        return folder.resolve("a study? 100% #1 조율.db");
    }

    @Test
    void aClosedFileAloneHoldsEverything() throws Exception {
        Trial trial = storage.startTrial(study);
        storage.setParameter(trial.id(), "x", 0.5, new FloatDomain(0, 1, Scale.LINEAR, null));
        storage.setAttribute(trial.id(), "key", Map.of("a", List.of(1L)));
        storage.finish(trial.id(), TrialState.COMPLETE, 2.0);
        storage.enqueueTrial(study, Point.of(Map.of("x", 0.25)));
        storage.setStudyAttribute(study, "seed", 7);
        List<Trial> before = storage.trials(study);
        storage.close();

        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file());
        }
        Path copy = Files.copy(file(), folder.resolve("copy.db"));
        try (Storage reopened = SqliteStorage.open(copy, SqliteStorage.PATIENCE, Fixture.CLOCK)) {
            assertThat(reopened.studyNames()).containsExactly("study");
            assertThat(reopened.trials(study)).isEqualTo(before);
            assertThat(reopened.studyAttributes(study)).isEqualTo(Map.of("seed", 7L));
            assertThat(reopened.startTrial(study).number()).isEqualTo(2);
        }
    }

    @Test
    void twoConnectionsSeeEachOthersTrials() {
        try (Storage other = open()) {
            long mine = storage.startTrial(study).id();
            assertThat(other.trials(study)).extracting(Trial::number).containsExactly(0);
            long theirs = other.startTrial(study).id();
            storage.finish(mine, TrialState.COMPLETE, 1.0);
            assertThat(other.trials(study).get(0)).isEqualTo(storage.trial(mine));
            other.finish(theirs, TrialState.PRUNED, null);
            assertThat(storage.trials(study)).isEqualTo(other.trials(study));
            assertThat(storage.finish(theirs, TrialState.FAIL, null)).isFalse();
        }
    }

    @Test
    void aThousandFinishedTrialsAreReadOnce() {
        for (int number = 0; number < 1000; number++) {
            long trial = storage.startTrial(study).id();
            storage.setParameter(trial, "x", 0.5, new FloatDomain(0, 1, Scale.LINEAR, null));
            storage.finish(trial, TrialState.COMPLETE, 1.0);
        }
        storage.startTrial(study);
        List<Trial> first = storage.trials(study);
        List<Long> nanos = new ArrayList<>();
        for (int again = 0; again < 20; again++) {
            long start = System.nanoTime();
            assertThat(storage.trials(study).get(500)).isSameAs(first.get(500));
            nanos.add(System.nanoTime() - start);
        }
        nanos.sort(null);
        assertThat(nanos.get(10)).as("median nanoseconds of reading all trials").isLessThan(5_000_000);
    }

    @Test
    void aClosedStorageSaysSo() {
        storage.close();
        storage.close();
        assertThatThrownBy(() -> storage.trials(study))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }
}
