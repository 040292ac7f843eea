package joyul.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import joyul.check.InputException;
import joyul.space.FloatDomain;
import joyul.space.Parameter;
import joyul.space.Point;
import joyul.space.Scale;
import joyul.space.Space;
import joyul.storage.Storages;
import joyul.study.Budget;
import joyul.study.Direction;
import joyul.study.Exhausted;
import joyul.study.Plan;
import joyul.study.SamplerContext;
import joyul.study.Storage;
import joyul.study.Study;
import joyul.study.Trial;
import joyul.study.TrialState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class GridSamplerTest {
    private static final Budget PLENTY = Budget.trials(1000);

    /** 2 + 3 * 2 points: the sizes exist only with ghost. */
    private static final Space SPACE = Space.empty()
            .choice("norm", "none", "ghost")
            .floating("lr", 1e-4, 1, Scale.LOG)
            .when("norm", "ghost")
            .integer("size", 8, 10, Scale.LINEAR);

    private final GridSampler two = new GridSampler().with("lr", 0.1, 0.01);

    private static Study study(Storage storage, Plan plan) {
        return Study.open(storage, "grid", Direction.MINIMIZE, plan);
    }

    private static List<Point> points(Study study) {
        return study.trials().stream().map(Trial::point).toList();
    }

    @Test
    void aConditionalSpaceIsTriedPointByPointAndThenTheSearchEnds() {
        Study study = study(Storages.open("memory:"), Plan.of(two).space(SPACE));
        study.optimize(trial -> trial.point().number("lr"), PLENTY);
        List<Point> expected = new ArrayList<>();
        for (double rate : new double[] {0.1, 0.01}) {
            expected.add(Point.of(Map.of("norm", "none", "lr", rate)));
            for (long size = 8; size <= 10; size++) {
                expected.add(Point.of(Map.of("norm", "ghost", "lr", rate, "size", size)));
            }
        }
        assertThat(points(study)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(study.trials()).extracting(Trial::state).containsOnly(TrialState.COMPLETE);
        assertThatThrownBy(study::ask).isInstanceOf(Exhausted.class);
        study.optimize(trial -> 1, PLENTY, 2);
        assertThat(study.trials()).as("nothing is left").hasSize(8);
    }

    @Test
    void withoutADeclaredSpaceAllCombinationsAreSuggestedOneByOne() {
        GridSampler grid = two.with("norm", "none", "ghost").with("layers", 1, 2, 3);
        Study study = study(Storages.open("memory:"), Plan.of(grid));
        study.optimize(
                trial -> trial.suggestFloat("lr", 1e-4, 1, Scale.LOG)
                        + trial.suggestInt("layers", 1, 4)
                        + (trial.suggestChoice("norm", "none", "ghost").equals("none") ? 0 : 1),
                PLENTY);
        assertThat(new HashSet<>(points(study))).hasSize(12);
        assertThat(study.trials()).hasSize(12);
        assertThat(study.best().value()).isEqualTo(1.01);
    }

    @Test
    void theOrderFollowsFromTheSeedAndASecondCallGoesOnWhereTheFirstStopped() {
        List<List<Point>> orders = new ArrayList<>();
        for (long seed : new long[] {1, 1, 2}) {
            Study study =
                    study(Storages.open("memory:"), Plan.of(two).space(SPACE).seed(seed));
            study.optimize(trial -> 1, Budget.trials(5));
            study.optimize(trial -> 1, PLENTY);
            assertThat(study.trials()).hasSize(8);
            orders.add(points(study));
        }
        assertThat(orders.get(0)).isEqualTo(orders.get(1)).isNotEqualTo(orders.get(2));
    }

    @Test
    void aPointThatWasEnqueuedIsNotTriedAgain() {
        Study study = study(Storages.open("memory:"), Plan.of(two).space(SPACE));
        study.enqueue(Point.of(Map.of("norm", "none", "lr", 0.1)));
        study.optimize(trial -> 1, PLENTY);
        assertThat(study.trials()).hasSize(8);
        assertThat(new HashSet<>(points(study))).hasSize(8);
    }

    @Test
    void aTrialThatFailsByItselfHasBeenTried() {
        Study study = study(Storages.open("memory:"), Plan.of(two).space(SPACE));
        study.optimize(
                trial -> {
                    if (trial.number() % 2 == 1) {
                        throw new IllegalStateException("odd");
                    }
                    return Double.NaN;
                },
                PLENTY);
        assertThat(study.trials()).hasSize(8).extracting(Trial::state).containsOnly(TrialState.FAIL);
    }

    @Test
    void aPointWhoseProcessWasKilledIsOpenAgain() {
        Storage storage = Storages.open("memory:");
        Study study = study(storage, Plan.of(two).space(SPACE));
        Point lost = study.ask().point();
        // As a storage ends an abandoned trial.
        storage.setAttribute(study.trials().get(0).id(), Study.REASON, "process 1 ended without a result");
        storage.finish(study.trials().get(0).id(), TrialState.FAIL, null);
        study.optimize(trial -> 1, PLENTY);
        assertThat(study.trials()).hasSize(9);
        assertThat(points(study)).filteredOn(lost::equals).hasSize(2);
    }

    @Test
    @Timeout(120)
    void twoConnectionsOfTwoJobsEachShareTheGridAndTryEveryPointOnce(@TempDir Path folder) throws Exception {
        String url = "sqlite:" + folder.resolve("grid.db");
        Space space = Space.empty().integer("x", 1, 12, Scale.LINEAR).integer("y", 1, 5, Scale.LINEAR);
        List<Thread> threads = Stream.of(1, 2)
                .map(each -> new Thread(() -> {
                    try (Storage storage = Storages.open(url)) {
                        study(storage, Plan.of(new GridSampler()).space(space)).optimize(trial -> 1, PLENTY, 2);
                    }
                }))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        try (Storage storage = Storages.open(url)) {
            List<Trial> complete = study(storage, Plan.of(new GridSampler())).trials().stream()
                    .filter(trial -> trial.state() == TrialState.COMPLETE)
                    .toList();
            assertThat(complete).hasSize(60);
            assertThat(complete.stream().map(Trial::point).distinct()).hasSize(60);
        }
    }

    @Test
    void whatNoGridCanBeIsSaid() {
        assertThatThrownBy(() -> new GridSampler().with("lr")).hasMessageContaining("a value of 'lr' or more");
        Parameter x = new Parameter("x", new FloatDomain(0, 1, Scale.LINEAR, null));
        SamplerContext context = SamplerContext.of(List.of(), Direction.MINIMIZE, new SplittableRandom(1));
        assertThatThrownBy(() -> new GridSampler().propose(List.of(x), context))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("a grid must have parameters");
        assertThatThrownBy(() -> two.propose(List.of(x), context))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("the grid has no value of 'x'");
        assertThatThrownBy(() -> new GridSampler().with("x", 2).propose(List.of(x), context))
                .hasMessage("the grid's value of x must be in [0.0, 1.0], but was '2'");
        Plan infinite = Plan.of(new GridSampler()).space(SPACE);
        assertThatThrownBy(() -> study(Storages.open("memory:"), infinite).ask())
                .hasMessageContaining("a grid must be given the values of 'lr', which has infinitely many");
        Space vast = Space.empty().integer("a", 1, 1000, Scale.LINEAR).integer("b", 1, 1000, Scale.LINEAR);
        assertThatThrownBy(() -> study(
                                Storages.open("memory:"),
                                Plan.of(new GridSampler()).space(vast))
                        .ask())
                .hasMessageContaining("a grid must have at most 100000 points");
    }
}
