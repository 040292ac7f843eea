package joyul.storage;

import static joyul.storage.Fixture.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import joyul.study.Direction;
import joyul.study.Storage;
import joyul.study.Trial;
import joyul.study.TrialState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looking at a storage leaves no trace and tells of every study what it is. */
class LookTest {
    @TempDir
    Path folder = Path.of("");

    private Path file() {
        return folder.resolve("study.db");
    }

    private String url() {
        return "sqlite:" + file();
    }

    /** Every file of the folder; of the memory that processes share while they have a database open, that it is there. */
    private Map<String, String> bytes() throws Exception {
        Map<String, String> bytes = new TreeMap<>();
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                boolean shared = file.toString().endsWith("-shm");
                byte[] all = shared ? new byte[0] : Files.readAllBytes(file);
                bytes.put(String.valueOf(file.getFileName()), all.length + " " + Arrays.hashCode(all));
            }
        }
        return bytes;
    }

    private List<StudyOverview> lookTwice() throws Exception {
        Map<String, String> before = bytes();
        List<StudyOverview> studies = Storages.overviews(url());
        try (Storage storage = Storages.look(url())) {
            long study = storage.findStudy(studies.get(0).name()).orElseThrow();
            assertThat(storage.trials(study)).hasSize(studies.get(0).trials());
        }
        assertThat(bytes()).isEqualTo(before);
        return studies;
    }

    @Test
    void aMissingFileIsSaidAndNotMade() throws Exception {
        for (String url : List.of(url(), file().toString(), "sqlite:///" + file())) {
            assertRefused(() -> Storages.look(url), "there is no file " + file() + "; check the storage's path");
            assertRefused(() -> Storages.overviews(url), "there is no file");
        }
        assertThat(bytes()).isEmpty();
    }

    @Test
    void anotherProgramsFileKeepsItsJournal() throws Exception {
        Fixture.copy(file());
        List<StudyOverview> studies = lookTwice();
        assertThat(studies).extracting(StudyOverview::trials).containsExactly(10, 1);
        assertThat(studies.get(0).obstacle()).isEmpty();
        assertThat(studies.get(1))
                .isEqualTo(new StudyOverview(
                        "two",
                        2,
                        Map.of(TrialState.COMPLETE, 1),
                        Optional.empty(),
                        Optional.of("it has 2 objectives, and Joyul searches for one"),
                        Optional.empty()));
    }

    @Test
    void anOwnFileGetsNoLogBesideIt() throws Exception {
        try (Storage storage = Storages.open(url())) {
            long study = storage.createStudy("a", Direction.MAXIMIZE);
            storage.finish(storage.startTrial(study).id(), TrialState.COMPLETE, 3.0);
            storage.finish(storage.startTrial(study).id(), TrialState.COMPLETE, 7.0);
        }
        assertThat(lookTwice().get(0).best()).hasValue(7.0);
        assertThat(bytes()).containsOnlyKeys("study.db");
    }

    @Test
    void aFileInUseShowsTheLatestTrials() throws Exception {
        try (Storage storage = Storages.open(url())) {
            long study = storage.createStudy("a", Direction.MINIMIZE);
            for (int number = 0; number < 3; number++) {
                storage.finish(storage.startTrial(study).id(), TrialState.COMPLETE, 1.0 + number);
                assertThat(lookTwice().get(0).trials()).isEqualTo(number + 1);
            }
        }
    }

    @Test
    void whatAKilledProgramLeftInTheLogIsShown() throws Exception {
        Child child = Child.start(file(), 1_000_000);
        for (int trial = 0; trial < 50; trial++) {
            child.said.readLine();
        }
        child.kill();
        assertThat(bytes()).containsKeys("study.db-wal", "study.db-shm");
        assertThat(lookTwice().get(0).trials()).isGreaterThanOrEqualTo(50);
        Files.delete(folder.resolve("study.db-shm"));
        assertRefused(() -> Storages.look(url()), "has a log beside it (study.db-wal) that was not taken in; go on");
        try (Storage storage = Storages.open(url())) {
            List<Trial> trials = storage.trials(storage.findStudy(Child.STUDY).orElseThrow());
            assertThat(trials).hasSizeGreaterThanOrEqualTo(50);
        }
        assertThat(lookTwice().get(0).trials()).isGreaterThanOrEqualTo(50);
    }

    @Test
    void whatLooksCannotWrite() throws Exception {
        Fixture.copy(file());
        try (Storage storage = Storages.look(url())) {
            assertRefused(() -> storage.createStudy("b", Direction.MINIMIZE), "study.db cannot be written");
        }
    }

    @Test
    void wholeNumbersBeyondADoubleAreNamedAndDoNotHideTheirStudy() throws Exception {
        try (Storage storage = Storages.open(url())) {
            long study = storage.createStudy("wide", Direction.MINIMIZE);
            storage.finish(storage.startTrial(study).id(), TrialState.COMPLETE, 3.0);
            storage.createStudy("other", Direction.MINIMIZE);
        }
        for (String high : List.of("4611686018427387904", "73786976294838206464")) {
            try (Sql sql = Sql.open(file(), Duration.ofSeconds(1))) {
                sql.write(() -> sql.update(
                        "insert or replace into trial_params (param_id, trial_id, param_name, param_value,"
                                + " distribution_json) values (1, 1, 'seed', 5, ?)",
                        "{\"name\": \"IntDistribution\", \"attributes\": {\"log\": false, \"step\": 1, \"low\": 0,"
                                + " \"high\": " + high + "}}"));
            }
            List<StudyOverview> studies = overviews();
            assertThat(studies).extracting(StudyOverview::name).containsExactly("wide", "other");
            assertThat(studies.get(0).states()).isEqualTo(Map.of(TrialState.COMPLETE, 1));
            assertThat(studies.get(0).obstacle().orElseThrow())
                    .startsWith("parameter 'seed': the storage holds a range of whole numbers up to " + high);
            assertThat(studies.get(1).obstacle()).isEmpty();
        }
    }

    private List<StudyOverview> overviews() throws Exception {
        Map<String, String> before = bytes();
        List<StudyOverview> studies = Storages.overviews(url());
        assertThat(bytes()).isEqualTo(before);
        return studies;
    }
}
