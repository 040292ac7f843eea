package joyul.sampler;

import static joyul.testkit.SomeTrial.complete;
import static joyul.testkit.SomeTrial.ended;
import static joyul.testkit.SomeTrial.running;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import joyul.space.FloatDomain;
import joyul.space.Parameter;
import joyul.space.Scale;
import joyul.space.Space;
import joyul.storage.Storages;
import joyul.study.Budget;
import joyul.study.Direction;
import joyul.study.LiveTrial;
import joyul.study.Outcome;
import joyul.study.Plan;
import joyul.study.Sampler;
import joyul.study.SamplerContext;
import joyul.study.Study;
import joyul.study.Trial;
import joyul.testkit.SamplerConformance;
import org.junit.jupiter.api.Test;

class TpeSamplerTest extends SamplerConformance {
    private static final FloatDomain UNIT = new FloatDomain(0, 1, Scale.LINEAR, null);
    private static final List<Parameter> X = List.of(new Parameter("x", UNIT));

    @Override
    protected Sampler sampler() {
        return new TpeSampler();
    }

    /** A bowl in two rates with its floor in one of three choices. */
    private static double bowl(LiveTrial trial) {
        double x = Math.log10(trial.suggestFloat("lr", 1e-4, 1, Scale.LOG)) + 1.3;
        double y = trial.suggestFloat("momentum", 0, 1) - 0.8;
        double penalty = switch (trial.suggestChoice("norm", "none", "batch", "ghost")) {
            case "ghost" -> 0;
            case "batch" -> 0.2;
            default -> 1;
        };
        return x * x + 4 * y * y + penalty;
    }

    private static double best(Sampler sampler, long seed) {
        Study study = Study.open(
                Storages.open("memory:"),
                "bowl",
                Direction.MINIMIZE,
                Plan.of(sampler).seed(seed));
        study.optimize(TpeSamplerTest::bowl, Budget.trials(40));
        return study.best().value();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[sorted.length / 2] + sorted[(sorted.length - 1) / 2]) / 2;
    }

    @Test
    void inFortyTrialsItFindsALowerPlaceThanRandomSearch() {
        double[] tpe = LongStream.range(0, 20)
                .mapToDouble(seed -> best(new TpeSampler(), seed))
                .toArray();
        double[] random = LongStream.range(0, 20)
                .mapToDouble(seed -> best(new RandomSampler(), seed))
                .toArray();
        assertThat(median(tpe))
                .as("seeds 0 to 19: TPE %s, random %s", Arrays.toString(tpe), Arrays.toString(random))
                .isLessThan(0.5 * median(random));
    }

    @Test
    void theFirstTenTrialsWithAResultAreRandom() {
        List<Trial> history = new ArrayList<>();
        for (int number = 0; number < 20; number++) {
            history.add(
                    number < 9 ? at(number, 0.5) : ended(number, Outcome.FAILED).snapshot());
        }
        assertThat(new TpeSampler().propose(X, SamplerContext.of(history, Direction.MINIMIZE, new SplittableRandom(1))))
                .isEqualTo(new RandomSampler()
                        .propose(X, SamplerContext.of(history, Direction.MINIMIZE, new SplittableRandom(1))));
        history.add(at(20, 0.5));
        assertThat(new TpeSampler().propose(X, SamplerContext.of(history, Direction.MINIMIZE, new SplittableRandom(1))))
                .isNotEqualTo(new RandomSampler()
                        .propose(X, SamplerContext.of(history, Direction.MINIMIZE, new SplittableRandom(1))));
        assertThatThrownBy(() -> new TpeSampler(-1, 24)).hasMessageContaining("startup");
    }

    private static Trial at(int number, double x) {
        return complete(number, Math.abs(x - 0.25)).with("x", x, UNIT).snapshot();
    }

    private static long proposalsWithin(double low, double high, List<Trial> history) {
        return LongStream.range(0, 100)
                .mapToDouble(seed -> new TpeSampler()
                        .propose(X, SamplerContext.of(history, Direction.MINIMIZE, new SplittableRandom(seed)))
                        .number("x"))
                .filter(x -> x >= low && x <= high)
                .count();
    }

    /** Complete trials all over the unit, best about a quarter. */
    private static List<Trial> even() {
        List<Trial> history = new ArrayList<>();
        for (int number = 0; number < 20; number++) {
            history.add(at(number, number / 19.0));
        }
        return history;
    }

    @Test
    void itLearnsWhereTrialsDiverge() {
        List<Trial> history = even();
        long before = proposalsWithin(0.25, 1, history);
        for (int number = 20; number < 40; number++) {
            history.add(ended(number, Outcome.DIVERGED)
                    .with("x", 0.25 + (number - 20) * 0.0375, UNIT)
                    .snapshot());
        }
        assertThat(proposalsWithin(0.25, 1, history)).isLessThan(before / 2);
    }

    @Test
    void itKeepsAwayFromTrialsThatRun() {
        List<Trial> history = even();
        long before = proposalsWithin(0.2, 0.3, history);
        for (int number = 20; number < 26; number++) {
            history.add(running(number)
                    .with("x", 0.22 + (number - 20) * 0.012, UNIT)
                    .snapshot());
        }
        assertThat(proposalsWithin(0.2, 0.3, history)).isLessThan(before / 2);
    }

    /** Noted before samplers were given a context: what a seed proposes does not change with the code around it. */
    @Test
    void theStudyOfASeedHasThePointsThatItHasAlwaysHad() {
        Space space = Space.empty()
                .floating("lr", 1e-4, 1, Scale.LOG)
                .choice("norm", "a", "b")
                .when("norm", "b")
                .integer("size", 8, 64, Scale.LOG);
        Study study = Study.open(
                Storages.open("memory:"),
                "always",
                Direction.MAXIMIZE,
                Plan.of(new TpeSampler()).space(space).seed(3));
        study.optimize(
                trial -> -Math.abs(Math.log(trial.point().number("lr")))
                        + (trial.point().has("size") ? trial.point().number("size") / 64 : 0),
                Budget.trials(41));
        List<Trial> trials = study.trials();
        assertThat(trials.get(0).point().number("lr")).isCloseTo(3.8242778288642145E-4, withinPercentage(1e-9));
        assertThat(trials.get(0).point().value("size")).isEqualTo(16L);
        assertThat(trials.get(11).point().number("lr")).isCloseTo(0.8935345240361324, withinPercentage(1e-9));
        assertThat(trials.get(11).point().value("size")).isEqualTo(23L);
        assertThat(trials.get(40).point().number("lr")).isCloseTo(0.2773452635498751, withinPercentage(1e-9));
        assertThat(trials.get(40).point().value("size")).isEqualTo(14L);
    }
}
