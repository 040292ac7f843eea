package joyul.testkit;

import static joyul.testkit.SomeTrial.running;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import joyul.space.ChoiceDomain;
import joyul.space.FloatDomain;
import joyul.space.IntDomain;
import joyul.space.Parameter;
import joyul.space.Point;
import joyul.space.Scale;
import joyul.study.Direction;
import joyul.study.Outcome;
import joyul.study.Sampler;
import joyul.study.SamplerContext;
import joyul.study.Trial;
import joyul.study.TrialState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What every sampler must do: extend this in a test and give it the sampler.
 *
 * <pre>{@code
 * class MySamplerTest extends SamplerConformance {
 *     @Override
 *     protected Sampler sampler() {
 *         return new MySampler();
 *     }
 * }
 * }</pre>
 */
public abstract class SamplerConformance {
    private static final List<Parameter> GROUP = List.of(
            new Parameter("lr", new FloatDomain(1e-4, 1, Scale.LOG, null)),
            new Parameter("momentum", new FloatDomain(0, 0.99, Scale.LINEAR, null)),
            new Parameter("smoothing", new FloatDomain(0, 0.2, Scale.LINEAR, 0.1)),
            new Parameter("batch", new IntDomain(8, 512, Scale.LOG, 1)),
            new Parameter("width", new IntDomain(16, 64, Scale.LINEAR, 16)),
            new Parameter("norm", new ChoiceDomain(List.of("none", "batch", "ghost"))),
            new Parameter("onlyChoice", new ChoiceDomain(List.of(true))),
            new Parameter("onlyFloat", new FloatDomain(0.5, 0.5, Scale.LINEAR, null)),
            new Parameter("onlyInt", new IntDomain(7, 7, Scale.LOG, 1)));

    /** A sampler as new. */
    protected abstract Sampler sampler();

    private Point checked(List<Parameter> group, List<Trial> history, Direction direction, long seed) {
        Point point = sampler().propose(group, SamplerContext.of(history, direction, new SplittableRandom(seed)));
        assertThat(point.names())
                .containsExactlyElementsOf(group.stream().map(Parameter::name).toList());
        for (Parameter parameter : group) {
            Object value = point.value(parameter.name());
            assertThat(parameter.domain().contains(value))
                    .as("seed %d: %s of %s", seed, value, parameter)
                    .isTrue();
            assertThat(parameter.domain().decode(parameter.domain().encode(value)))
                    .isEqualTo(value);
        }
        assertThat(sampler().propose(group, SamplerContext.of(history, direction, new SplittableRandom(seed))))
                .as("the same call again, seed %d", seed)
                .isEqualTo(point);
        return point;
    }

    /** Trials at random points that ended in every possible way, or all in one way. */
    private static List<Trial> history(int count, long seed, int ways, int way) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Trial> history = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            SomeTrial trial = running(number);
            for (Parameter parameter : GROUP) {
                trial = trial.with(parameter.name(), parameter.domain().at(random.nextDouble()), parameter.domain());
            }
            history.add(ended(trial, ways == 1 ? way : random.nextInt(ways), random.nextDouble())
                    .snapshot());
        }
        return history;
    }

    private static SomeTrial ended(SomeTrial trial, int way, double value) {
        return switch (way) {
            case 0 -> trial.ended(TrialState.COMPLETE, value);
            case 1 -> trial.reading(1, value).ended(TrialState.PRUNED, value);
            case 2 ->
                trial.reading(1, Double.NaN)
                        .reading(2, Double.POSITIVE_INFINITY)
                        .ended(TrialState.PRUNED, null);
            case 3 -> trial.reading(3, Double.NaN).ended(TrialState.FAIL, null).note(Outcome.ATTRIBUTE, "diverged");
            case 4 -> trial.ended(TrialState.FAIL, null);
            case 5 -> trial.reading(2, value);
            case 6 -> trial.ended(TrialState.COMPLETE, Double.NEGATIVE_INFINITY);
            default -> trial;
        };
    }

    @ParameterizedTest
    @EnumSource(Direction.class)
    void twoHundredHistoriesOfAllOutcomesGivePointsOfTheGroup(Direction direction) {
        for (long seed = 0; seed < 200; seed++) {
            checked(GROUP, history((int) (seed % 60), seed, 8, 0), direction, seed);
        }
    }

    @Test
    void anEmptyHistoryWillDo() {
        checked(GROUP, List.of(), Direction.MINIMIZE, 1);
    }

    @Test
    void aHistoryOfOneKindOfOutcomeWillDo() {
        for (int way = 0; way < 8; way++) {
            checked(GROUP, history(40, way, 1, way), Direction.MINIMIZE, way);
        }
    }

    @Test
    void aGroupOfSingleValuesHasOnePoint() {
        Point point = checked(GROUP.subList(6, 9), history(40, 3, 1, 0), Direction.MINIMIZE, 3);
        assertThat(point.asMap().values()).containsExactly(true, 0.5, 7L);
    }

    @Test
    void parametersThatNoTrialHadAndNarrowedRangesWillDo() {
        List<Trial> history = history(40, 4, 1, 0);
        checked(
                List.of(new Parameter("unseen", new FloatDomain(-1, 1, Scale.LINEAR, null))),
                history,
                Direction.MINIMIZE,
                4);
        checked(
                List.of(
                        new Parameter("lr", new FloatDomain(1e-3, 2e-3, Scale.LOG, null)),
                        new Parameter("norm", new ChoiceDomain(List.of("ghost", "instance")))),
                history,
                Direction.MINIMIZE,
                4);
    }

    @Test
    void identicalTrialsWillDo() {
        List<Trial> same = new ArrayList<>();
        for (int number = 0; number < 30; number++) {
            SomeTrial trial = running(number).ended(TrialState.COMPLETE, 0.5);
            for (Parameter parameter : GROUP) {
                trial = trial.with(parameter.name(), parameter.domain().at(1), parameter.domain());
            }
            same.add(trial.snapshot());
        }
        for (long seed = 0; seed < 50; seed++) {
            checked(GROUP, same, Direction.MAXIMIZE, seed);
        }
    }
}
