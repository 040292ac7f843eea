package joyul.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import joyul.check.InputException;
import joyul.space.ChoiceDomain;
import joyul.space.FloatDomain;
import joyul.space.IntDomain;
import joyul.space.Point;
import joyul.space.Scale;
import joyul.storage.Storages;
import joyul.study.Direction;
import joyul.study.Outcome;
import joyul.study.Storage;
import joyul.study.Trial;
import joyul.study.TrialState;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every storage must do: extend this in a test and give it an empty storage. */
public abstract class StorageConformance {
    private static final FloatDomain RATE = new FloatDomain(1e-5, 0.1, Scale.LOG, null);
    private static final IntDomain WIDTH = new IntDomain(8, 64, Scale.LINEAR, 8);
    private static final ChoiceDomain NORM = new ChoiceDomain(List.of("none", "batch", 2, 0.5, true));

    /** The storage under test. */
    protected Storage storage = Storages.open("memory:");

    /** The id of a study in it, to maximize. */
    protected long study;

    /** The storage under test, opened; empty at the first call of a test. */
    protected abstract Storage open();

    /** Whether refusals have the words of joyul's own storages; else it is enough that they are one line. */
    protected boolean hasJoyulsWords() {
        return false;
    }

    @BeforeEach
    void create() {
        storage = open();
        study = storage.createStudy("study", Direction.MAXIMIZE);
    }

    @AfterEach
    void close() {
        storage.close();
    }

    @Test
    void studiesAreFoundByName() {
        long other = storage.createStudy("연구 'two'", Direction.MINIMIZE);

        assertThat(storage.studyNames()).containsExactly("study", "연구 'two'");
        assertThat(storage.findStudy("연구 'two'")).hasValue(other);
        assertThat(storage.findStudy("three")).isEmpty();
        assertThat(storage.direction(study)).isEqualTo(Direction.MAXIMIZE);
        assertThat(storage.direction(other)).isEqualTo(Direction.MINIMIZE);
    }

    @Test
    void aNameIsTakenOnce() {
        assertRefused(() -> storage.createStudy("study", Direction.MINIMIZE), "a study named 'study' exists already");
        assertRefused(() -> storage.createStudy(" ", Direction.MINIMIZE), "a study's name must have 1 to 512");
        assertRefused(() -> storage.createStudy("x".repeat(513), Direction.MINIMIZE), "1 to 512 characters");
        assertThat(storage.studyNames()).containsExactly("study");
    }

    @Test
    void whatDoesNotExistIsNamed() {
        assertRefused(() -> storage.direction(99), "no study with id 99");
        assertRefused(() -> storage.trials(99), "no study with id 99");
        assertRefused(() -> storage.startTrial(99), "no study with id 99");
        assertRefused(() -> storage.studyAttributes(99), "no study with id 99");
        assertRefused(() -> storage.startWaitingTrial(99), "no study with id 99");
        assertRefused(() -> storage.trial(99), "no trial with id 99");
        assertRefused(() -> storage.setReading(99, 0, 1), "no trial with id 99");
        assertRefused(() -> storage.finish(99, TrialState.FAIL, null), "no trial with id 99");
    }

    @Test
    void numbersCountWithinAStudyAndIdsOverAll() {
        long other = storage.createStudy("other", Direction.MINIMIZE);
        Trial first = storage.startTrial(study);
        Trial elsewhere = storage.startTrial(other);
        Trial second = storage.startTrial(study);

        assertThat(List.of(first.number(), elsewhere.number(), second.number())).containsExactly(0, 0, 1);
        assertThat(List.of(first.id(), elsewhere.id(), second.id())).doesNotHaveDuplicates();
        assertThat(storage.trials(study)).containsExactly(first, second);
        assertThat(storage.trials(other)).containsExactly(elsewhere);
    }

    @Test
    void aTrialKeepsAllThatWasSaidOfIt() {
        Trial trial = storage.startTrial(study);
        assertThat(trial)
                .isEqualTo(new Trial(
                        trial.id(),
                        0,
                        TrialState.RUNNING,
                        null,
                        Point.empty(),
                        Map.of(),
                        readings(),
                        Map.of(),
                        trial.started(),
                        null));
        assertThat(trial.started()).isNotNull();

        storage.setParameter(trial.id(), "lr", 0.01, RATE);
        storage.setParameter(trial.id(), "width", 16, WIDTH);
        storage.setParameter(trial.id(), "norm", 2, NORM);
        storage.setReading(trial.id(), 1, 0.25);
        storage.setAttribute(trial.id(), Outcome.ATTRIBUTE, "diverged");
        assertThat(storage.finish(trial.id(), TrialState.FAIL, null)).isTrue();

        Trial ended = storage.trial(trial.id());
        Map<String, Object> point = new LinkedHashMap<>();
        point.put("lr", 0.01);
        point.put("width", 16L);
        point.put("norm", 2L);
        assertThat(ended)
                .isEqualTo(new Trial(
                        trial.id(),
                        0,
                        TrialState.FAIL,
                        null,
                        Point.of(point),
                        Map.of("lr", RATE, "width", WIDTH, "norm", NORM),
                        readings(1, 0.25),
                        Map.of("joyul:outcome", "diverged"),
                        trial.started(),
                        ended.completed()));
        assertThat(ended.completed()).isNotNull().isAfterOrEqualTo(trial.started());
        assertThat(ended.point().names()).containsExactly("lr", "width", "norm");
        assertThat(ended.outcome()).isEqualTo(Outcome.DIVERGED);
        assertThat(storage.trials(study)).containsExactly(ended);
    }

    @Test
    void allTrialsShowEveryLaterChangeOfTheUnfinished() {
        long done = storage.startTrial(study).id();
        long running = storage.startTrial(study).id();
        storage.finish(done, TrialState.COMPLETE, 1.0);
        assertThat(storage.trials(study))
                .extracting(Trial::state)
                .containsExactly(TrialState.COMPLETE, TrialState.RUNNING);

        storage.setReading(running, 0, 0.5);
        storage.setParameter(running, "lr", 0.1, RATE);
        assertThat(storage.trials(study).get(1).readings()).isEqualTo(readings(0, 0.5));
        storage.finish(running, TrialState.PRUNED, 0.5);
        storage.startTrial(study);
        assertThat(storage.trials(study))
                .extracting(Trial::state)
                .containsExactly(TrialState.COMPLETE, TrialState.PRUNED, TrialState.RUNNING);
        assertThat(storage.trials(study).get(1)).isEqualTo(storage.trial(running));
    }

    @Test
    void valuesMayBeInfiniteAndReadingsNotANumber() {
        long trial = storage.startTrial(study).id();
        double[] values = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -1.5, Double.MIN_VALUE, 1e308
        };
        for (int step = 0; step < values.length; step++) {
            storage.setReading(trial, step, values[step]);
        }
        storage.setReading(trial, 7, 1);
        storage.setReading(trial, 7, Double.NaN);
        storage.finish(trial, TrialState.PRUNED, Double.NEGATIVE_INFINITY);
        long other = storage.startTrial(study).id();
        storage.finish(other, TrialState.COMPLETE, Double.POSITIVE_INFINITY);

        List<Double> expected = new ArrayList<>(Arrays.stream(values).boxed().toList());
        expected.add(Double.NaN);
        assertThat(storage.trial(trial).readings().values()).containsExactlyElementsOf(expected);
        assertThat(storage.trials(study))
                .extracting(Trial::value)
                .containsExactly(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    @Test
    void attributesMayBeAnyJson() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("null", null);
        map.put("nan", Double.NaN);
        map.put("deep", List.of(List.of(), Map.of("x", 1L)));
        List<Object> values = List.of(
                "",
                "\"quoted\" \\ \n 조율 \ud83d\ude00 \u0001",
                true,
                false,
                0L,
                Long.MIN_VALUE,
                0.1,
                1e300,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY,
                Double.NaN,
                List.of(1L, "a", 2.5),
                map);
        long trial = storage.startTrial(study).id();
        for (int i = 0; i < values.size(); i++) {
            storage.setAttribute(trial, "key " + i, "before");
            storage.setAttribute(trial, "key " + i, values.get(i));
            storage.setStudyAttribute(study, "key " + i, values.get(i));
        }
        assertThat(storage.trial(trial).attributes().values()).containsExactlyElementsOf(values);
        assertThat(storage.studyAttributes(study).values()).containsExactlyElementsOf(values);
    }

    @Test
    void whatIsNotJsonIsRefused() {
        long trial = storage.startTrial(study).id();
        assertRefused(
                () -> storage.setAttribute(trial, "key", new Object()), "a list or a map, but was java.lang.Object");
        assertRefused(() -> storage.setStudyAttribute(study, "", 1), "an attribute's key must have 1 to 512");
    }

    @Test
    void storedListsDoNotChangeWithTheirOwners() {
        List<Object> list = new ArrayList<>(List.of(1L));
        long trial = storage.startTrial(study).id();
        storage.setAttribute(trial, "list", list);
        list.add(2L);
        assertThat(storage.trial(trial).attributes()).isEqualTo(Map.of("list", List.of(1L)));
    }

    @Test
    void aFinishedTrialNeverChanges() {
        long trial = storage.startTrial(study).id();
        assertThat(storage.finish(trial, TrialState.COMPLETE, 1.0)).isTrue();
        Trial ended = storage.trial(trial);

        assertThat(storage.finish(trial, TrialState.FAIL, null)).isFalse();
        String message = "trial 0 has ended as COMPLETE and can no longer change";
        assertRefused(() -> storage.setParameter(trial, "lr", 0.1, RATE), message);
        assertRefused(() -> storage.setReading(trial, 0, 1), message);
        assertRefused(() -> storage.setAttribute(trial, "key", 1), message);
        assertThat(storage.trial(trial)).isEqualTo(ended);
    }

    @Test
    void aTrialEndsInAFinishedStateWithAValueThatIsANumber() {
        long trial = storage.startTrial(study).id();
        assertRefused(() -> storage.finish(trial, TrialState.RUNNING, 1.0), "must end as COMPLETE, PRUNED or FAIL");
        assertRefused(() -> storage.finish(trial, TrialState.COMPLETE, null), "a COMPLETE trial must have a value");
        assertRefused(() -> storage.finish(trial, TrialState.COMPLETE, Double.NaN), "but was NaN");
        assertThat(storage.trial(trial).state()).isEqualTo(TrialState.RUNNING);
    }

    @Test
    void waitingTrialsStartInTheirOrderWithTheirFixedValues() {
        Trial running = storage.startTrial(study);
        Trial first = storage.enqueueTrial(study, Point.of(Map.of("lr", 0.05)));
        Map<String, Object> fixed = new LinkedHashMap<>();
        fixed.put("lr", 1.0);
        fixed.put("width", 24);
        fixed.put("norm", "batch");
        fixed.put("nesterov", true);
        storage.enqueueTrial(study, Point.of(fixed));
        assertThat(first.state()).isEqualTo(TrialState.WAITING);
        assertThat(first.started()).isNull();
        assertThat(first.point()).isEqualTo(Point.of(Map.of("lr", 0.05)));

        Trial started = storage.startWaitingTrial(study).orElseThrow();
        assertThat(started.id()).isEqualTo(first.id());
        assertThat(started.state()).isEqualTo(TrialState.RUNNING);
        assertThat(started.started()).isNotNull();
        Trial second = storage.startWaitingTrial(study).orElseThrow();
        assertThat(second.number()).isEqualTo(2);
        assertThat(second.point().asMap())
                .isEqualTo(Map.of("lr", 1.0, "width", 24L, "norm", "batch", "nesterov", true));
        assertThat(storage.startWaitingTrial(study)).isEmpty();
        assertThat(storage.trial(running.id())).isEqualTo(running);
    }

    @Test
    void whenATrialEndsOnlyTheChosenValuesRemainInItsPoint() {
        storage.enqueueTrial(study, Point.of(Map.of("lr", 0.05, "unused", 1L)));
        long trial = storage.startWaitingTrial(study).orElseThrow().id();
        storage.setParameter(trial, "lr", 0.05, RATE);
        assertThat(storage.trial(trial).point()).isEqualTo(Point.of(Map.of("lr", 0.05, "unused", 1L)));
        storage.finish(trial, TrialState.COMPLETE, 1.0);
        assertThat(storage.trial(trial).point()).isEqualTo(Point.of(Map.of("lr", 0.05)));
    }

    @Test
    void aParameterKeepsItsKindScaleAndChoicesWithinAStudy() {
        long first = storage.startTrial(study).id();
        storage.setParameter(first, "lr", 0.01, RATE);
        storage.setParameter(first, "norm", "none", NORM);
        long trial = storage.startTrial(study).id();

        FloatDomain narrower = new FloatDomain(1e-3, 1, Scale.LOG, null);
        storage.setParameter(trial, "lr", 0.5, narrower);
        assertThat(storage.trial(trial).domains()).isEqualTo(Map.of("lr", narrower));
        FloatDomain linear = new FloatDomain(0, 1, Scale.LINEAR, null);
        ChoiceDomain fewer = new ChoiceDomain(List.of("none"));
        String message = "must keep its kind, scale and choices within a study";
        assertRefused(() -> storage.setParameter(trial, "lr", 0.5, linear), message);
        assertRefused(() -> storage.setParameter(trial, "lr", 8, WIDTH), message);
        assertRefused(() -> storage.setParameter(trial, "norm", "none", fewer), message);
        long other = storage.createStudy("other", Direction.MINIMIZE);
        storage.setParameter(storage.startTrial(other).id(), "lr", 8, WIDTH);
    }

    @Test
    void aValueMustFitItsDomain() {
        long trial = storage.startTrial(study).id();
        assertRefused(() -> storage.setParameter(trial, "lr", "0.1", RATE), "lr must be a number, but was '0.1'");
        assertRefused(
                () -> storage.setParameter(trial, "lr", Double.NaN, RATE), "lr must be a finite number, but was NaN");
        assertRefused(() -> storage.setParameter(trial, "norm", "layer", NORM), "'layer' must be one of");
        assertThat(storage.trial(trial).domains()).isEmpty();
    }

    @Test
    void aPausedTrialGoesOnOnceWhoeverTries() throws Exception {
        long paused = storage.startTrial(study).id();
        storage.pause(paused, 1, 0.5);
        assertThat(storage.trial(paused).state()).isEqualTo(TrialState.RUNNING);
        assertThat(storage.trial(paused).readings()).isEqualTo(readings(1, 0.5));
        assertThat(storage.trial(paused).rung()).isZero();

        assertThat(ofEightThreads(() -> storage.promote(paused, 1))).isEqualTo(1);
        assertThat(storage.trial(paused).rung()).isEqualTo(1);
        assertThat(storage.promote(paused, 1)).isFalse();
        assertThat(storage.promote(paused, 2)).isTrue();
        storage.finish(paused, TrialState.COMPLETE, 1.0);
        assertThat(storage.promote(paused, 3)).isFalse();
        assertRefused(() -> storage.pause(paused, 3, 0.5), "has ended as COMPLETE");
    }

    @Test
    void aStudysAttributeIsReplacedOnceWhoeverTries() throws Exception {
        assertThat(storage.replaceStudyAttribute(study, "key", "before", 1)).isFalse();
        assertThat(storage.studyAttributes(study)).isEmpty();
        assertThat(ofEightThreads(() -> storage.replaceStudyAttribute(study, "key", null, List.of(1, 2))))
                .isEqualTo(1);
        assertThat(storage.studyAttributes(study)).isEqualTo(Map.of("key", List.of(1L, 2L)));
        assertThat(storage.replaceStudyAttribute(study, "key", List.of(1L, 2L), "after"))
                .isTrue();
        assertThat(storage.studyAttributes(study)).isEqualTo(Map.of("key", "after"));
    }

    /** Eight threads try at once; how many succeed. */
    private static long ofEightThreads(Callable<Boolean> trying) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            long succeeded = 0;
            for (Future<Boolean> one : pool.invokeAll(Collections.nCopies(8, trying))) {
                succeeded += one.get() ? 1 : 0;
            }
            return succeeded;
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void manyThreadsGetConsecutiveNumbersAndLoseNothing() throws Exception {
        int threads = 4;
        int each = 100;
        IntStream.range(0, 40).forEach(i -> storage.enqueueTrial(study, Point.of(Map.of("x", (double) i))));
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<List<Long>>> done = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                done.add(pool.submit(
                        () -> IntStream.range(0, each).mapToObj(i -> run()).toList()));
            }
            List<Long> ids = new ArrayList<>();
            for (Future<List<Long>> one : done) {
                ids.addAll(one.get());
            }
            assertThat(ids).hasSize(threads * each).doesNotHaveDuplicates();
        } finally {
            pool.shutdownNow();
        }
        List<Trial> trials = storage.trials(study);
        assertThat(trials.stream().map(Trial::number))
                .containsExactlyElementsOf(
                        IntStream.range(0, threads * each).boxed().toList());
        assertThat(trials).allSatisfy(trial -> {
            assertThat(trial.state()).isEqualTo(TrialState.COMPLETE);
            assertThat(trial.value()).isEqualTo((double) trial.number());
            assertThat(trial.readings()).isEqualTo(readings(0, trial.number() / 2.0));
        });
    }

    private long run() {
        Trial trial = storage.startWaitingTrial(study).orElseGet(() -> storage.startTrial(study));
        storage.setParameter(trial.id(), "x", (double) trial.number(), new FloatDomain(0, 1000, Scale.LINEAR, null));
        storage.setReading(trial.id(), 0, trial.number() / 2.0);
        storage.trials(study);
        storage.finish(trial.id(), TrialState.COMPLETE, (double) trial.number());
        return trial.id();
    }

    private static NavigableMap<Integer, Double> readings() {
        return Collections.emptyNavigableMap();
    }

    private static NavigableMap<Integer, Double> readings(int step, double value) {
        return new TreeMap<>(Map.of(step, value));
    }

    private void assertRefused(ThrowingCallable call, String message) {
        assertThatThrownBy(call)
                .isInstanceOf(InputException.class)
                .hasMessageContaining(hasJoyulsWords() ? message : "")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }
}
