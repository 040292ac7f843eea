package joyul.testkit;

import static joyul.testkit.SomeTrial.running;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import joyul.study.Direction;
import joyul.study.Pruner;
import joyul.study.Trial;
import joyul.study.TrialState;
import joyul.study.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every pruner must do: extend this in a test and give it the pruner. */
public abstract class PrunerConformance {
    /** A pruner as new. */
    protected abstract Pruner pruner();

    @ParameterizedTest
    @EnumSource(Direction.class)
    void theOnlyTrialGoesOn(Direction direction) {
        SomeTrial trial = running(0);
        assertThat(pruner().judge(trial.snapshot(), List.of(trial.snapshot()), direction)
                        .goesOn())
                .isTrue();
        for (int step = 1; step <= 30; step++) {
            trial = trial.reading(step, step);
            Verdict verdict = pruner().judge(trial.snapshot(), List.of(trial.snapshot()), direction);
            assertThat(verdict.goesOn()).as("%s at step %d", verdict, step).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(Direction.class)
    void theBestTrialGoesOnWhateverElseWasReadAndTheReasonIsOneSentence(Direction direction) {
        List<TrialState> states = List.of(TrialState.values());
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            List<SomeTrial> trials = new ArrayList<>();
            for (int number = 0; number < 1 + random.nextInt(20); number++) {
                SomeTrial trial = running(number);
                for (int step = 1; step <= random.nextInt(10); step++) {
                    trial = trial.reading(step, strange(random));
                }
                trials.add(trial.ended(states.get(random.nextInt(states.size())), null));
            }
            double best = direction == Direction.MINIMIZE ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
            int number = trials.size();
            SomeTrial winner = running(number);
            for (int step = 1; step <= 12; step++) {
                winner = winner.reading(step, best);
                List<Trial> history =
                        new ArrayList<>(trials.stream().map(SomeTrial::snapshot).toList());
                history.add(winner.snapshot());
                Verdict verdict = pruner().judge(winner.snapshot(), history, direction);
                assertThat(verdict.goesOn())
                        .as("seed %d, step %d: %s", seed, step, verdict)
                        .isTrue();
                assertThat(verdict.reason()).isNotBlank().doesNotContain("\n").doesNotEndWith(".");
            }
        }
    }

    private static double strange(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> Double.NaN;
            case 1 -> Double.POSITIVE_INFINITY;
            case 2 -> Double.NEGATIVE_INFINITY;
            default -> random.nextInt(5);
        };
    }

    @Test
    void judgingChangesNothing() {
        Trial trial = running(0).reading(1, 3).reading(2, 2).snapshot();
        List<Trial> history = List.of(trial, running(1).reading(1, 2).snapshot());
        assertThat(pruner().judge(trial, history, Direction.MINIMIZE))
                .isEqualTo(pruner().judge(trial, history, Direction.MINIMIZE));
    }
}
