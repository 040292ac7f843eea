package joyul.pruner;

import static joyul.testkit.SomeTrial.running;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import joyul.check.InputException;
import joyul.study.Direction;
import joyul.study.Pruner;
import joyul.study.Trial;
import joyul.study.Verdict;
import joyul.testkit.PrunerConformance;
import joyul.testkit.SomeTrial;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AshaStoppingTest extends PrunerConformance {
    @Override
    protected Pruner pruner() {
        return new Asha(1, 3, 27);
    }

    @Test
    void rungsGrowByTheFactorAndEndAtTheLargestResource() {
        assertThat(new Asha(1, 3, 27).rungs()).containsExactly(1, 3, 9, 27);
        assertThat(new Asha(2, 4, 40).rungs()).containsExactly(2, 8, 40);
        assertThat(new Asha(1, 3, 8).rungs()).containsExactly(1, 3, 8);
        assertThat(new Asha(1, 3, 10).rungs()).containsExactly(1, 3, 10);
        assertThat(new Asha(1, 3, 20).rungs()).containsExactly(1, 3, 9, 20);
        assertThat(new Asha(5, 2, 5).rungs()).containsExactly(5);
        assertThat(new Asha(1, 2, Integer.MAX_VALUE).rungs()).hasSize(32).endsWith(Integer.MAX_VALUE);
    }

    @Test
    void settingsOutOfRangeAreNamed() {
        assertThatThrownBy(() -> new Asha(0, 3, 9))
                .isInstanceOf(InputException.class)
                .hasMessage("minResource must be 1 or more, but was 0");
        assertThatThrownBy(() -> new Asha(1, 1, 9)).hasMessage("reductionFactor must be 2 or more, but was 1");
        assertThatThrownBy(() -> new Asha(4, 3, 3)).hasMessage("maxResource must be 4 or more, but was 3");
    }

    @Test
    void theReasonNamesRankAndWhoGoesOn() {
        List<Trial> history = new ArrayList<>();
        for (int number = 0; number < 8; number++) {
            history.add(running(number).reading(3, number / 10.0).snapshot());
        }
        Trial fifth = running(8).reading(2, 0.1).reading(3, 0.35).snapshot();
        history.add(fifth);
        Verdict verdict = new Asha(3, 3, 27).judge(fifth, history, Direction.MINIMIZE);
        assertThat(verdict.goesOn()).isFalse();
        assertThat(verdict.reason()).isEqualTo("0.35 at step 3 is rank 5 of 9; the best 3 go on");
        Trial third = running(8).reading(3, 0.15).snapshot();
        history.set(8, third);
        assertThat(new Asha(3, 3, 27).judge(third, history, Direction.MINIMIZE))
                .isEqualTo(Verdict.goOn("0.15 at step 3 is rank 3 of 9; the best 3 go on"));
    }

    @Test
    void betweenRungsAndAtTheLastOneEveryTrialGoesOn() {
        List<Trial> history =
                new ArrayList<>(List.of(running(0).reading(3, 0).reading(9, 0).snapshot()));
        SomeTrial bad = running(1).reading(3, 9);
        history.add(bad.snapshot());
        Asha asha = new Asha(3, 3, 9);
        assertThat(asha.judge(bad.snapshot(), history, Direction.MINIMIZE).goesOn())
                .isFalse();
        assertThat(asha.judge(bad.reading(4, 9).snapshot(), history, Direction.MINIMIZE))
                .isEqualTo(Verdict.goOn("no rung at step 4"));
        assertThat(asha.judge(bad.reading(9, 9).snapshot(), history, Direction.MINIMIZE)
                        .goesOn())
                .isTrue();
    }

    @Test
    void aNanAtARungStops() {
        Trial trial = running(0).reading(3, Double.NaN).snapshot();
        assertThat(new Asha(3, 3, 9).judge(trial, List.of(trial), Direction.MINIMIZE))
                .isEqualTo(Verdict.stop("NaN at step 3"));
    }

    @Test
    void verdictsAreOptunas() throws IOException {
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("asha.json"))) {
            for (JsonNode row : JsonMapper.shared().readTree(in.readAllBytes())) {
                replay(row);
            }
        }
    }

    private static void replay(JsonNode row) {
        Asha asha = new Asha(
                row.get("min_resource").intValue(), row.get("reduction_factor").intValue(), 1_000_000);
        Direction direction = Direction.valueOf(row.get("direction").stringValue());
        List<SomeTrial> trials = new ArrayList<>();
        for (int number = 0; number < 12; number++) {
            trials.add(running(number));
        }
        for (JsonNode event : row.get("events")) {
            int number = event.get("trial").intValue();
            JsonNode value = event.get("value");
            trials.set(
                    number,
                    trials.get(number)
                            .reading(
                                    event.get("step").intValue(), value.isNumber() ? value.doubleValue() : Double.NaN));
            List<Trial> history = trials.stream().map(SomeTrial::snapshot).toList();
            Verdict verdict = asha.judge(history.get(number), history, direction);
            assertThat(verdict.goesOn())
                    .as("%s: %s in %s", event, verdict.reason(), row)
                    .isNotEqualTo(event.get("stop").booleanValue());
        }
    }
}
