package joyul.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import joyul.pruner.Asha;
import joyul.sampler.RandomSampler;
import joyul.space.FloatParameter;
import joyul.space.Parameter;
import joyul.space.Space;
import joyul.study.Budget;
import joyul.study.Direction;
import joyul.study.LiveTrial;
import joyul.study.Plan;
import joyul.study.Storage;
import joyul.study.Study;
import joyul.study.Trial;
import joyul.study.TrialState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two searches on one file promote each trial once. */
class PromotionsTest {
    private static final FloatParameter X = Parameter.floating("x", 0, 1);
    private static final int TRIALS = 20;

    @TempDir
    Path folder = Path.of("");

    private static Study study(Storage storage) {
        Plan plan = Plan.of(new RandomSampler())
                .pruner(new Asha(1, 2, 4).promoting())
                .space(Space.of(X))
                .seed(3);
        return Study.open(storage, "shared", Direction.MINIMIZE, plan);
    }

    /** Each call leaves a note with its rung and where it came from, so that none is lost. */
    private static double call(LiveTrial trial, String who) {
        trial.note("call at " + trial.until() + " by " + who, trial.resumesAt());
        return trial.suggest(X) + 1.0 / trial.until();
    }

    private static void search(Path file, String who) {
        try (Storage storage = Storages.open("sqlite:" + file)) {
            study(storage).optimize(trial -> call(trial, who), Budget.trials(TRIALS), 2);
        }
    }

    /** A process that takes part in the search. */
    static final class Searcher {
        public static void main(String[] arguments) {
            search(Path.of(arguments[0]), arguments[1]);
        }
    }

    private static void assertPromotedOnce(Path file) {
        try (Storage storage = Storages.open("sqlite:" + file)) {
            Study study = study(storage);
            List<Trial> trials = study.trials();
            assertThat(trials).hasSize(2 * TRIALS);
            List<String> who = new ArrayList<>();
            for (Trial trial : trials) {
                List<String> calls = trial.attributes().keySet().stream()
                        .filter(key -> key.startsWith("call at "))
                        .toList();
                calls.forEach(key -> who.add(key.substring(key.indexOf("by "))));
                // One call at each rung up to the one it was sent to, each from where the one before had ended.
                assertThat(calls.stream().map(key -> key.substring(0, key.indexOf(" by"))))
                        .as("trial %d", trial.number())
                        .containsExactlyInAnyOrderElementsOf(Stream.of("call at 1", "call at 2", "call at 4")
                                .limit(trial.rung() + 1L)
                                .toList());
                assertThat(calls.stream().map(trial.attributes()::get))
                        .containsExactlyInAnyOrderElementsOf(Stream.<Object>of(0L, 1L, 2L)
                                .limit(trial.rung() + 1L)
                                .toList());
                assertThat(trial.state()).isEqualTo(trial.rung() == 2 ? TrialState.COMPLETE : TrialState.RUNNING);
            }
            assertThat(who).contains("by a", "by b");
            // Half of each rung goes on, or more where trials were promoted before better ones came.
            assertThat(trials.stream().filter(trial -> trial.rung() >= 1).count())
                    .isBetween(20L, 30L);
            assertThat(study.promote(new Asha(1, 2, 4).promoting())).isEmpty();
            assertThat(study.endAbandoned()).as("who waits is not abandoned").isEmpty();
            long waiting = trials.stream().filter(trial -> trial.rung() < 2).count();
            assertThat(study.endPaused()).isEqualTo((int) waiting);
            assertThat(study.trials()).extracting(Trial::state).containsOnly(TrialState.COMPLETE, TrialState.PRUNED);
        }
    }

    @Test
    @Timeout(120)
    void twoConnectionsOfOneProcessShareTheTrials() throws Exception {
        Path file = folder.resolve("threads.db");
        Thread other = new Thread(() -> search(file, "b"));
        other.start();
        search(file, "a");
        other.join();
        assertPromotedOnce(file);
    }

    @Test
    @Timeout(120)
    void twoProcessesShareTheTrials() throws Exception {
        Path file = folder.resolve("processes.db");
        Child a = Child.start(Searcher.class.getName(), file, "a");
        Child b = Child.start(Searcher.class.getName(), file, "b");
        assertThat(a.end()).isZero();
        assertThat(b.end()).isZero();
        assertPromotedOnce(file);
    }

    @Test
    void aTrialThatWaitsIsNobodysAndAnyProcessMayPromoteItOnce() {
        try (Storage mine = Storages.open("sqlite:" + folder.resolve("a.db"));
                Storage theirs = Storages.open("sqlite:" + folder.resolve("a.db"))) {
            Study study = study(mine);
            for (int number = 0; number < 2; number++) {
                study.pause(study.ask(), 1, number);
            }
            assertThat(theirs.promote(study.trials().get(0).id(), 1)).isTrue();
            assertThat(mine.promote(study.trials().get(0).id(), 1)).isFalse();
            assertThat(study.trials().get(0).attributes()).isEqualTo(Map.of("joyul:rung", 1L));
        }
    }
}
