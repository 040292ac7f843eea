package joyul.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import joyul.check.InputException;
import joyul.sampler.RandomSampler;
import joyul.space.Scale;
import joyul.storage.Storages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class OptimizeTest {
    private final Storage storage = Storages.open("memory:");
    private final Pruner above1 = (trial, history, direction) ->
            trial.readings().lastEntry().getValue() > 1 ? Verdict.stop("above 1") : Verdict.goOn("not above 1");
    private final Study study = Study.open(
            storage, "demo", Direction.MINIMIZE, Plan.of(new RandomSampler()).pruner(above1));

    private static double bowl(LiveTrial trial) {
        return Math.pow(Math.log10(trial.suggestFloat("lr", 1e-4, 1, Scale.LOG)) + 2, 2);
    }

    private static double readsAndIsPruned(LiveTrial trial) {
        trial.report(1, 0.5);
        assertThat(trial.shouldPrune()).isFalse();
        trial.report(2, 1.5);
        assertThat(trial.shouldPrune()).isTrue();
        throw trial.pruned();
    }

    @Test
    void everyWayToEndIsAResultAndTheSearchGoesOn() {
        study.optimize(
                trial -> switch (trial.number()) {
                    case 0 -> Double.NaN;
                    case 1 -> throw new IOException("no such file");
                    case 2 -> throw new OutOfMemoryError("too large");
                    case 3 -> readsAndIsPruned(trial);
                    case 4 -> throw new StackOverflowError();
                    default -> bowl(trial);
                },
                Budget.trials(8));
        List<Trial> trials = study.trials();
        assertThat(trials)
                .extracting(Trial::outcome)
                .containsExactly(
                        Outcome.DIVERGED,
                        Outcome.FAILED,
                        Outcome.OUT_OF_MEMORY,
                        Outcome.PRUNED,
                        Outcome.FAILED,
                        Outcome.COMPLETE,
                        Outcome.COMPLETE,
                        Outcome.COMPLETE);
        assertThat(trials.get(1).attributes()).containsEntry(Study.ERROR, "java.io.IOException: no such file");
        assertThat(trials.get(3).attributes()).containsEntry(Study.REASON, "above 1");
        assertThat(trials.get(3).value()).isEqualTo(1.5);
    }

    @Test
    void aTimeBudgetDecidesWhetherAnotherTrialStarts() {
        AtomicLong now = new AtomicLong();
        Countdown countdown = Budget.of(Duration.ofSeconds(10)).start(now::get);
        study.optimize(
                trial -> {
                    now.addAndGet(Duration.ofSeconds(3).toNanos());
                    return bowl(trial);
                },
                countdown,
                1);
        assertThat(study.trials()).hasSize(4);
    }

    @Test
    @Timeout(30)
    void jobsRunAtOnceAndShareTheBudget() {
        CountDownLatch three = new CountDownLatch(3);
        study.optimize(
                trial -> {
                    three.countDown();
                    three.await();
                    if (trial.number() % 2 == 0) {
                        throw new IllegalStateException("even");
                    }
                    return bowl(trial);
                },
                Budget.trials(50),
                3);
        assertThat(study.trials()).hasSize(50).allMatch(trial -> trial.state().finished());
        assertThat(study.trials().stream().filter(trial -> trial.state() == TrialState.COMPLETE))
                .hasSize(25);
        assertThatThrownBy(() -> study.optimize(OptimizeTest::bowl, Budget.trials(1), 0))
                .hasMessage("jobs must be 1 or more, but was 0");
    }

    @Test
    void tenFirstTrialsThatFailAlikeAreAMistake() {
        assertThatThrownBy(() -> study.optimize(
                        trial -> {
                            throw new IllegalStateException("no data in trial " + trial.number());
                        },
                        Budget.trials(100)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("the first 10 trials all failed with java.lang.IllegalStateException: no data")
                .hasCauseInstanceOf(IllegalStateException.class);
        assertThat(study.trials()).hasSize(10);
    }

    @Test
    void failuresAfterAResultOrOfSeveralKindsAreNot() {
        study.optimize(
                trial -> {
                    if (trial.number() == 0) {
                        return 1;
                    }
                    throw new IllegalStateException("no data");
                },
                Budget.trials(15));
        study.optimize(
                trial -> {
                    throw trial.number() % 2 == 0 ? new IOException("disk") : new IllegalStateException("no data");
                },
                Budget.trials(15));
        assertThat(study.trials()).hasSize(30);
    }

    @Test
    void aSuggestionThatBreaksTheRulesEndsTheSearchAtOnce() {
        study.optimize(OptimizeTest::bowl, Budget.trials(2));
        assertThatThrownBy(() -> study.optimize(trial -> trial.suggestFloat("lr", 0, 1), Budget.trials(100), 2))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("'lr' must keep its kind");
        assertThatThrownBy(() -> study.optimize(trial -> trial.suggestFloat("x", 1, 0), Budget.trials(100)))
                .hasMessage("high must be at least low (1.0), but was 0");
        assertThat(study.trials())
                .hasSizeBetween(4, 5)
                .allMatch(trial -> trial.state().finished());
    }

    @Test
    @Timeout(30)
    void anInterruptEndsTheSearchAndIsPassedOn() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(2);
        AtomicBoolean passedOn = new AtomicBoolean();
        Thread search = new Thread(() -> {
            study.optimize(
                    trial -> {
                        started.countDown();
                        Thread.sleep(60_000);
                        return 1;
                    },
                    Budget.trials(100),
                    2);
            passedOn.set(Thread.currentThread().isInterrupted());
        });
        search.start();
        started.await();
        search.interrupt();
        search.join();
        assertThat(passedOn).isTrue();
        assertThat(study.trials()).hasSize(2).allMatch(trial -> trial.outcome() == Outcome.FAILED);
    }
}
