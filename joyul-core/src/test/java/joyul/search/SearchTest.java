package joyul.search;

import static joyul.space.Scale.LOG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import joyul.check.InputException;
import joyul.pruner.Asha;
import joyul.sampler.RandomSampler;
import joyul.space.Point;
import joyul.space.Scale;
import joyul.space.Space;
import joyul.storage.Storages;
import joyul.study.Budget;
import joyul.study.Direction;
import joyul.study.LiveTrial;
import joyul.study.Outcome;
import joyul.study.Promoter;
import joyul.study.Storage;
import joyul.study.Study;
import joyul.study.Trial;
import joyul.study.TrialState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchTest {
    private static double loss(double rate) {
        return Math.abs(Math.log10(rate) + 2);
    }

    @Test
    void aSearchIsThreeLinesAndContinuesWhereItStood(@TempDir Path folder) {
        String url = "sqlite:" + folder.resolve("study.db");
        var study = Search.study(url, "demo").minimize();
        study.optimize(t -> loss(t.suggestFloat("lr", 1e-4, 1, LOG)), Budget.trials(25));
        var t = study.ask();
        study.tell(t, 0.3);

        Study again = Search.study(url, "demo").minimize();
        assertThat(again.trials()).hasSize(26);
        assertThat(again.best().point().number("lr")).isBetween(0.005, 0.02);
        assertThatThrownBy(() -> Search.study(url, "demo").maximize())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("minimize");
        study.close();
        again.close();
    }

    @Test
    void aStudyClosesTheStorageThatItOpenedAndNoOther(@TempDir Path folder) {
        String url = "sqlite:" + folder.resolve("study.db");
        Study own = Search.study(url, "demo").minimize();
        own.close();
        assertThatThrownBy(own::trials)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        try (Storage storage = Storages.open(url)) {
            Search.study(storage, "demo").minimize().close();
            assertThat(storage.studyNames()).containsExactly("demo");
        }
    }

    private static List<Point> points(String url) {
        Study study = Search.study(url, "demo").seed(5).maximize();
        assertThat(study.direction()).isEqualTo(Direction.MAXIMIZE);
        study.optimize(
                t -> -loss(t.suggestFloat("lr", 1e-4, 1, LOG)) - t.suggestFloat("decay", 0, 1), Budget.trials(20));
        List<Point> points = study.trials().stream().map(Trial::point).toList();
        study.storage().close();
        return points;
    }

    @Test
    void theSameSeedGivesTheSameSearchWhereverItIsKept(@TempDir Path folder) {
        assertThat(points("memory:"))
                .isEqualTo(points("memory:"))
                .isEqualTo(points("sqlite:" + folder.resolve("study.db")));
    }

    @Test
    void anObjectiveThatReportsIsPruned() {
        Study study = Search.study("memory:", "demo")
                .sampler(new RandomSampler())
                .pruner(new Asha(1, 3, 9))
                .minimize();
        study.optimize(
                t -> {
                    double end = loss(t.suggestFloat("lr", 1e-4, 1, LOG));
                    for (int epoch = 1; epoch <= 9; epoch++) {
                        t.reportOrStop(epoch, end + 1.0 / epoch);
                    }
                    return end;
                },
                Budget.trials(30));
        assertThat(study.trials()).extracting(Trial::state).containsOnly(TrialState.COMPLETE, TrialState.PRUNED);
        Trial pruned = study.trials().stream()
                .filter(trial -> trial.outcome() == Outcome.PRUNED)
                .findFirst()
                .orElseThrow();
        assertThat(String.valueOf(pruned.attributes().get(Study.REASON))).contains("is rank");
        assertThat(pruned.value()).isEqualTo(pruned.readings().lastEntry().getValue());
    }

    @Test
    void aSearchByOnesOwnLoopPromotesPausedTrials() {
        Study study = Search.study("memory:", "demo")
                .space(Space.empty().floating("lr", 1e-4, 1, Scale.LOG))
                .minimize();
        Promoter asha = new Asha(1, 3, 9).promoting();
        for (int segment = 0; segment < 60; segment++) {
            Optional<LiveTrial> promoted = study.promote(asha);
            if (promoted.isEmpty()) {
                LiveTrial trial = study.ask();
                study.pause(trial, 1, loss(trial.point().number("lr")) + 1);
                continue;
            }
            LiveTrial trial = promoted.get();
            double loss = loss(trial.point().number("lr"));
            if (trial.until() == 9) {
                study.tell(trial, loss);
            } else {
                study.pause(trial, trial.until(), loss + 1.0 / trial.until());
            }
        }
        assertThat(study.trials()).hasSizeBetween(35, 45);
        assertThat(study.best().point().number("lr")).isBetween(0.003, 0.03);
    }
}
