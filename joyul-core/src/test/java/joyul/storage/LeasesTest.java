package joyul.storage;

import static joyul.storage.Fixture.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import joyul.sampler.TpeSampler;
import joyul.space.FloatDomain;
import joyul.space.Point;
import joyul.space.Scale;
import joyul.study.Budget;
import joyul.study.Direction;
import joyul.study.LiveTrial;
import joyul.study.Outcome;
import joyul.study.Plan;
import joyul.study.Sampler;
import joyul.study.Storage;
import joyul.study.Study;
import joyul.study.Trial;
import joyul.study.TrialState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose a running trial is, and what becomes of those whose process was killed. */
class LeasesTest {
    private static final String KILLED = "joyul.storage.LeasesTest$Killed";

    @TempDir
    Path folder = Path.of("");

    private Storage storage = Storages.open("memory:");

    @BeforeEach
    void open() {
        storage = Storages.open("sqlite:" + file());
    }

    @AfterEach
    void close() {
        storage.close();
    }

    private Path file() {
        return folder.resolve("study.db");
    }

    private Study study(int retries) {
        return Study.open(
                storage, "s", Direction.MINIMIZE, Plan.of(new TpeSampler()).retries(retries));
    }

    /** A process that starts a trial with x = 0.25 and a reading, says so, and waits to be killed. */
    static final class Killed {
        public static void main(String[] arguments) throws InterruptedException {
            Study study = Study.open(
                    Storages.open("sqlite:" + arguments[0]),
                    "s",
                    Direction.MINIMIZE,
                    Plan.of((group, context) -> Point.of(Map.of("x", 0.25))));
            study.optimize(
                    trial -> {
                        double x = trial.suggestFloat("x", 0, 1);
                        Child.say("runs");
                        Thread.sleep(600_000);
                        return x;
                    },
                    Budget.trials(1));
        }
    }

    private Child otherProcess() throws Exception {
        Child child = Child.start(KILLED, file());
        assertThat(child.said.readLine()).isEqualTo("runs");
        return child;
    }

    private void sql(String statement, Object... arguments) {
        try (Sql sql = Sql.open(file(), Duration.ofSeconds(5))) {
            sql.write(() -> sql.update(statement, arguments));
        }
    }

    private String text(String query) {
        try (Sql sql = Sql.open(file(), Duration.ofSeconds(5))) {
            return sql.read(() -> sql.first(query, row -> String.valueOf(row.getString(1))))
                    .orElse("none");
        }
    }

    @Test
    void aKilledProcesssTrialFailsWhenTheStudyGoesOnAndALivingOnesIsLeftAlone() throws Exception {
        Study study = study(0);
        Child lives = otherProcess();
        Child dies = otherProcess();
        dies.kill();

        study.optimize(trial -> trial.suggestFloat("x", 0, 1), Budget.trials(1));

        List<Trial> trials = study.trials();
        assertThat(trials)
                .extracting(Trial::state)
                .containsExactly(TrialState.RUNNING, TrialState.FAIL, TrialState.COMPLETE);
        assertThat(trials.get(1).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(trials.get(1).point().number("x")).isEqualTo(0.25);
        assertThat(trials.get(1).attributes().get(Study.REASON))
                .asString()
                .matches("process \\d+ ended without a result, last heard of at [-0-9]{10} [:0-9]{8} UTC");
        lives.kill();
    }

    @Test
    void ofALivingProcesssTrialNobodyElseMayResumeOrTakeIt() throws Exception {
        Study study = study(0);
        Child child = otherProcess();
        Trial theirs = study.trials().get(0);

        assertThat(study.take(theirs)).isFalse();
        assertRefused(() -> study.resume(0), "trial 0 of study 's' is run by another process; wait until");
        child.kill();
        assertThat(study.take(theirs)).isTrue();
        assertThat(study.resume(0).suggestFloat("x", 0, 1)).isEqualTo(0.25);
        assertThat(study.endAbandoned()).as("it is this process's now").isEmpty();
    }

    @Test
    void theSamePointIsTriedAgainAsOftenAsAsked() throws Exception {
        Study study = study(1);
        otherProcess().kill();

        assertThat(study.endAbandoned()).extracting(Trial::number).containsExactly(0);
        assertThat(study.trials().get(1).state()).isEqualTo(TrialState.WAITING);
        assertThat(study.trials().get(1).point()).isEqualTo(Point.of(Map.of("x", 0.25)));
        assertThat(
                        text(
                                "select value_json from trial_system_attributes where trial_id = 2 and \"key\" = 'failed_trial'"))
                .isEqualTo("0");
        otherProcess().kill();
        assertThat(study.endAbandoned()).extracting(Trial::number).containsExactly(1);
        assertThat(study.trials()).as("once is enough").hasSize(2);
        assertThat(study.endAbandoned()).isEmpty();
    }

    @Test
    void anAskedTrialIsThisProcesssUntilItIsReleased() {
        Study study = study(0);
        LiveTrial asked = study.ask();
        assertThat(text("select count(*) from trial_heartbeats where trial_id = 1"))
                .isEqualTo("1");
        study.release(asked);
        assertThat(text("select count(*) from trial_heartbeats")).isEqualTo("0");
        assertThat(study.endAbandoned()).isEmpty();
        study.tell(0, 1.0);
        assertThat(study.best().number()).isZero();
    }

    @Test
    void whoseProcessCannotBeLookedUpIsAbandonedAfterTheGracePeriod() {
        Study study = study(0);
        study.ask();
        sql(
                "update trial_system_attributes set value_json = '{\"machine\": \"elsewhere\", \"pid\": 1, \"started\": 1}'");
        assertThat(study.endAbandoned()).isEmpty();
        sql("update trial_heartbeats set heartbeat = datetime('now', '-59 seconds')");
        assertThat(study.endAbandoned()).isEmpty();
        sql("update trial_heartbeats set heartbeat = datetime('now', '-62 seconds')");
        assertThat(study.endAbandoned()).extracting(Trial::number).containsExactly(0);
    }

    @Test
    void aTrialOfOptunasWithoutHeartbeatIsNobodysAndOneWithAnOldOneIsAbandoned() {
        Study study = study(0);
        study.ask();
        sql("delete from trial_system_attributes");
        sql("update trial_heartbeats set heartbeat = datetime('now', '-590 seconds')");
        assertThat(study.endAbandoned())
                .as("its own grace period may be longer than ours")
                .isEmpty();
        assertThat(study.take(study.trials().get(0))).isFalse();
        sql("update trial_heartbeats set heartbeat = datetime('now', '-602 seconds')");
        assertThat(study.endAbandoned()).hasSize(1);
        study.ask();
        sql("delete from trial_system_attributes");
        sql("delete from trial_heartbeats");
        assertThat(study.endAbandoned()).isEmpty();
        assertThat(study.take(study.trials().get(1))).isTrue();
    }

    @Test
    void heartbeatsAndRunnersThatMakeNoSenseEndNothing() {
        Study study = study(0);
        study.ask();
        sql("update trial_heartbeats set heartbeat = 'yesterday'");
        for (String runner : List.of("{}", "{\"machine\": 1, \"pid\": \"x\"}")) {
            sql("update trial_system_attributes set value_json = ?", runner);
            assertThat(study.endAbandoned()).as(runner).isEmpty();
        }
    }

    @Test
    void aSamplerIsNotShownTheTrialOfADeadProcessAsABadOne() throws Exception {
        AtomicInteger shown = new AtomicInteger(-1);
        Sampler sampler = (group, context) -> {
            shown.set(context.history().size());
            return Point.of(Map.of("x", 0.5));
        };
        Study study = Study.open(storage, "s", Direction.MINIMIZE, Plan.of(sampler));
        Child child = otherProcess();
        study.ask().suggest("x", new FloatDomain(0, 1, Scale.LINEAR, null));
        assertThat(shown).as("nobody proposes beside a living one").hasValue(1);
        child.kill();
        study.ask().suggest("x", new FloatDomain(0, 1, Scale.LINEAR, null));
        assertThat(shown).as("the living one of this process alone").hasValue(1);
    }

    @Test
    void theProcessOfThisTestLivesAndItsTextIsReadBack() {
        Runner here = Runner.current();
        assertThat(here.life()).isEqualTo(Runner.Life.LIVES);
        assertThat(Runner.of(here.json())).isEqualTo(here);
        assertThat(new Runner(here.machine(), here.pid(), here.startedMillis() - 3_000).life())
                .as("the number has been given again")
                .isEqualTo(Runner.Life.UNKNOWN);
        assertThat(new Runner(here.machine(), Integer.MAX_VALUE, 0).life()).isEqualTo(Runner.Life.HAS_DIED);
        assertThat(new Runner("", here.pid(), here.startedMillis()).life()).isEqualTo(Runner.Life.UNKNOWN);
        assertThat(Objects.requireNonNull(here.machine())).isNotEmpty();
    }
}
