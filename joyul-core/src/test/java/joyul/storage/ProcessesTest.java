package joyul.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import joyul.study.Direction;
import joyul.study.Storage;
import joyul.study.Trial;
import joyul.study.TrialState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One file under several processes, and under processes that die. */
class ProcessesTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void severalProcessesGetConsecutiveNumbersAndLoseNothing() throws Exception {
        int each = 50;
        try (Storage storage = open()) {
            long study = storage.createStudy(Child.STUDY, Direction.MINIMIZE);
            List<Child> children = new ArrayList<>();
            for (int process = 0; process < 3; process++) {
                children.add(Child.start(file(), each));
            }
            for (Child child : children) {
                assertThat(child.said.lines()).hasSize(each);
                assertThat(child.end()).isZero();
            }
            assertThat(storage.trials(study).stream().map(Trial::number))
                    .containsExactlyElementsOf(
                            IntStream.range(0, 3 * each).boxed().toList());
            assertThat(storage.trials(study)).allSatisfy(ProcessesTest::assertWhole);
        }
    }

    @Test
    void aNewFileIsCreatedOnceByAllWhoOpenIt() throws Exception {
        List<Child> children = new ArrayList<>();
        for (int process = 0; process < 3; process++) {
            children.add(Child.start(file(), 0));
        }
        for (Child child : children) {
            assertThat(child.end()).isZero();
        }
        try (Storage storage = open()) {
            assertThat(storage.studyNames()).containsExactly(Child.STUDY);
        }
    }

    @Test
    void aKilledProcessLosesNoTrialThatItHasFinished() throws Exception {
        Random random = new Random(20261125);
        List<Long> finished = new ArrayList<>();
        for (int kill = 0; kill < 4; kill++) {
            Child child = Child.start(file(), 1_000_000);
            int after = 1 + random.nextInt(200);
            for (int i = 0; i < after; i++) {
                finished.add(Long.valueOf(child.said.readLine()));
            }
            Thread.sleep(random.nextInt(10));
            child.kill();
            child.said.lines().map(Long::valueOf).forEach(finished::add);

            try (Storage storage = open()) {
                List<Trial> trials =
                        storage.trials(storage.findStudy(Child.STUDY).orElseThrow());
                assertThat(trials.stream().map(Trial::number))
                        .containsExactlyElementsOf(
                                IntStream.range(0, trials.size()).boxed().toList());
                List<Trial> complete = trials.stream()
                        .filter(trial -> trial.state() == TrialState.COMPLETE)
                        .toList();
                assertThat(complete).as("kill %d", kill).extracting(Trial::id).containsAll(finished);
                assertThat(complete).allSatisfy(ProcessesTest::assertWhole);
                assertThat(trials.size() - complete.size())
                        .as("at most the last of each process is unfinished")
                        .isLessThanOrEqualTo(kill + 1);
            }
        }
    }

    private static void assertWhole(Trial trial) {
        assertThat(trial.value()).isEqualTo((double) trial.number());
        assertThat(trial.point().number("x")).isEqualTo(trial.number() / 1e6);
        assertThat(trial.readings()).containsEntry(0, (double) trial.number());
        assertThat(trial.attributes()).containsEntry("text", "조율".repeat(200));
    }

    private Path file() {
        return folder.resolve("shared.db");
    }

    private Storage open() {
        return Storages.open("sqlite:" + file());
    }
}
