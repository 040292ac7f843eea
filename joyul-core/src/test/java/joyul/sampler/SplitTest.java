package joyul.sampler;

import static joyul.testkit.SomeTrial.complete;
import static joyul.testkit.SomeTrial.ended;
import static joyul.testkit.SomeTrial.running;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import joyul.study.Direction;
import joyul.study.Outcome;
import joyul.study.Trial;
import joyul.study.TrialState;
import joyul.testkit.SomeTrial;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SplitTest {
    @Test
    void completePrunedAndRunningTrialsArePartedAsInOptuna() {
        for (JsonNode row : Fixture.TPE.get("splits")) {
            List<Trial> history = new ArrayList<>();
            row.get("trials").forEach(node -> history.add(trial(history.size(), node)));
            Split split =
                    Split.of(history, Direction.valueOf(row.get("direction").stringValue()));
            assertThat(numbers(split.below())).as("%s", row).isEqualTo(integers(row.get("below")));
            assertThat(numbers(split.above())).as("%s", row).isEqualTo(integers(row.get("above")));
        }
    }

    private static Trial trial(int number, JsonNode node) {
        JsonNode value = node.get("value");
        TrialState state = TrialState.valueOf(node.get("state").stringValue());
        SomeTrial trial = running(number).ended(state, value.isNull() ? null : value.doubleValue());
        for (var reading : node.get("readings").properties()) {
            trial = trial.reading(Integer.parseInt(reading.getKey()), Fixture.number(reading.getValue()));
        }
        return trial.snapshot();
    }

    private static List<Integer> numbers(List<Trial> trials) {
        return trials.stream().map(Trial::number).toList();
    }

    private static List<Integer> integers(JsonNode array) {
        List<Integer> list = new ArrayList<>();
        array.forEach(node -> list.add(node.intValue()));
        return list;
    }

    /** The numbers in the order of rank: the best is found by itself, then taken away. */
    private static List<Integer> ranking(SomeTrial... trials) {
        List<Trial> left =
                new ArrayList<>(Stream.of(trials).map(SomeTrial::snapshot).toList());
        List<Integer> order = new ArrayList<>();
        for (Split split = Split.of(left, Direction.MINIMIZE);
                !split.below().isEmpty();
                split = Split.of(left, Direction.MINIMIZE)) {
            order.add(split.below().get(0).number());
            left.remove(split.below().get(0));
        }
        return order;
    }

    @Test
    void brokenTrialsRankBehindPrunedOnesAndPausedOnesAmongThem() {
        assertThat(ranking(
                        ended(0, Outcome.OUT_OF_MEMORY),
                        ended(1, Outcome.DIVERGED).reading(3, Double.NaN),
                        running(2).reading(1, 0.1),
                        running(3).reading(4, 0.9).ended(TrialState.PRUNED, 0.9),
                        running(4).reading(4, 0.8),
                        running(5).ended(TrialState.PRUNED, null),
                        complete(6, Double.POSITIVE_INFINITY),
                        complete(7, 100)))
                .containsExactly(7, 6, 4, 3, 2, 5, 1, 0);
    }

    @Test
    void failedTrialsTeachNothingAndSilentRunningOnesAreTakenForBad() {
        List<Trial> history = List.of(
                ended(0, Outcome.FAILED).snapshot(),
                running(1).snapshot(),
                complete(2, 1).snapshot(),
                running(3).ended(TrialState.WAITING, null).snapshot());
        Split split = Split.of(history, Direction.MINIMIZE);
        assertThat(numbers(split.below())).containsExactly(2);
        assertThat(numbers(split.above())).containsExactly(1);
        assertThat(Split.observed(history)).isEqualTo(1);
    }

    @Test
    void theBestAreAtMostTwentyFive() {
        List<Trial> many = IntStream.range(0, 400)
                .mapToObj(number -> complete(number, -number).snapshot())
                .toList();
        assertThat(Split.of(many, Direction.MINIMIZE).below()).hasSize(25).allMatch(trial -> trial.number() >= 375);
    }
}
