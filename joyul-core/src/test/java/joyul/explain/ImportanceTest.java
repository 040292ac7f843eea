package joyul.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import joyul.space.FloatDomain;
import joyul.space.Scale;
import joyul.study.Direction;
import joyul.study.Outcome;
import joyul.study.Trial;
import joyul.testkit.SomeTrial;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ImportanceTest {
    @Test
    void importancesAreThoseOfOptuna() {
        for (JsonNode study : Fixture.each("studies")) {
            List<Trial> trials = Fixture.trials(study);
            double[] losses = trials.stream().mapToDouble(Trial::value).toArray();
            List<Importance> importances =
                    Importance.of(trials, losses, study.get("share").doubleValue());
            assertThat(importances).hasSize(study.get("importances").size());
            for (Importance each : importances) {
                assertThat(each.share())
                        .as(each.parameter())
                        .isCloseTo(
                                study.get("importances").get(each.parameter()).doubleValue(), within(1e-9));
            }
        }
    }

    @Test
    void theLargestComesFirstAndTheSharesAddUpToOne() {
        List<Trial> trials = Fixture.trials(Fixture.each("studies").get(0));
        List<Importance> importances = Importance.of(Rung.values(trials, Direction.MINIMIZE));
        assertThat(importances.get(0).parameter()).isEqualTo("learning_rate");
        assertThat(importances).extracting(Importance::share).isSortedAccordingTo((a, b) -> Double.compare(b, a));
        assertThat(importances.stream().mapToDouble(Importance::share).sum()).isCloseTo(1, within(1e-12));
    }

    @Test
    void aTenthOrFiveOfTheTrialsCountAsBest() {
        assertThat(Importance.bestShare(200)).isEqualTo(0.1);
        assertThat(Importance.bestShare(25)).isEqualTo(0.2);
        assertThat(Importance.bestShare(6)).isEqualTo(0.5);
    }

    @Test
    void fewTrialsGiveNoImportances() {
        List<Trial> trials = Fixture.trials(Fixture.each("studies").get(0)).subList(0, 19);
        assertThat(Importance.of(Rung.values(trials, Direction.MINIMIZE))).isEmpty();
    }

    @Test
    void aParameterMattersThatDecidesWhatDiverges() {
        FloatDomain range = new FloatDomain(0, 1, Scale.LINEAR, null);
        List<Trial> trials = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            double rate = i / 40.0;
            double other = i * 7 % 40 / 40.0;
            SomeTrial trial = rate > 0.2 ? SomeTrial.ended(i, Outcome.DIVERGED) : SomeTrial.complete(i, 1);
            trials.add(
                    trial.with("rate", rate, range).with("other", other, range).snapshot());
        }
        List<Importance> importances = Importance.of(Rung.values(trials, Direction.MINIMIZE));
        assertThat(importances.get(0).parameter()).isEqualTo("rate");
        assertThat(importances.get(0).share()).isGreaterThan(0.8);
    }
}
