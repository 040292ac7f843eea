package joyul.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import joyul.pruner.Asha;
import joyul.sampler.RandomSampler;
import joyul.space.Parameter;
import joyul.space.Space;
import joyul.storage.Storages;
import org.junit.jupiter.api.Test;

/** The promoting form of ASHA in {@link Study#optimize}. */
class PromoteTest {
    private final List<String> calls = new ArrayList<>();

    private Study study() {
        Plan plan = Plan.of(new RandomSampler())
                .pruner(new Asha(1, 3, 9).promoting())
                .space(Space.of(Parameter.floating("x", 0, 1)));
        return Study.open(Storages.open("memory:"), "demo", Direction.MINIMIZE, plan);
    }

    /** Losses 5 1 7 3 9 2 8 4 6 by number, halved at each rung. */
    private static double loss(int number, int step) {
        return new int[] {5, 1, 7, 3, 9, 2, 8, 4, 6}[number] / Math.sqrt(step);
    }

    private void called(LiveTrial trial) {
        calls.add(trial.number() + ": " + trial.resumesAt() + " to " + trial.until());
    }

    private static final List<String> EXPECTED = List.of(
            "0: 0 to 1",
            "1: 0 to 1",
            "2: 0 to 1",
            "1: 1 to 3", // the best of three
            "3: 0 to 1",
            "4: 0 to 1",
            "5: 0 to 1",
            "5: 1 to 3", // losses 1 and 2 are the best two of six
            "6: 0 to 1",
            "7: 0 to 1",
            "8: 0 to 1",
            "3: 1 to 3", // the third of nine, which makes three at rung 1
            "1: 3 to 9");

    private void assertAsByHand(Study study) {
        assertThat(calls).isEqualTo(EXPECTED);
        assertThat(study.best().number()).isEqualTo(1);
        assertThat(study.trials().stream().filter(trial -> trial.state() == TrialState.COMPLETE))
                .hasSize(1);
        assertThat(study.trials().get(5).readings()).isEqualTo(new TreeMap<>(Map.of(1, 2.0, 3, loss(5, 3))));
        assertThat(study.endPaused()).isEqualTo(8);
        assertThat(study.trials().get(5).attributes())
                .containsEntry(Study.REASON, "not promoted before the search ended");
        assertThat(study.trials().get(5).value()).isEqualTo(loss(5, 3));
    }

    @Test
    void anObjectiveThatTrainsToWhereItIsSentIsPromotedAsByHand() {
        Study study = study();
        study.optimize(
                trial -> {
                    called(trial);
                    return loss(trial.number(), trial.until());
                },
                Budget.trials(9));
        assertAsByHand(study);
        assertThat(study.best().value()).isEqualTo(1.0 / 3);
    }

    @Test
    void anObjectiveThatGoesOnFromItsLastReadingIsPromotedAsByHand() {
        Study study = study();
        study.optimize(
                trial -> {
                    called(trial);
                    double loss = Double.NaN;
                    for (int step = trial.resumesAt() + 1; step <= 9; step++) {
                        loss = loss(trial.number(), step);
                        if (step != 2) {
                            trial.reportOrStop(step, loss);
                        }
                    }
                    return loss;
                },
                Budget.trials(9));
        assertAsByHand(study);
        assertThat(study.trials().get(1).readings().keySet()).containsExactly(1, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void anObjectiveWrittenForTheStoppingFormPausesToo() {
        Study study = study();
        study.optimize(
                trial -> {
                    called(trial);
                    for (int step = 1; step <= 9; step++) {
                        trial.report(step, loss(trial.number(), step));
                        if (trial.shouldPrune()) {
                            throw trial.pruned();
                        }
                    }
                    return loss(trial.number(), 9);
                },
                Budget.trials(9));
        assertThat(calls).isEqualTo(EXPECTED);
        assertThat(study.best().number()).isEqualTo(1);
    }

    @Test
    void aTrialThatDivergesAtItsRungEndsThere() {
        Study study = study();
        study.optimize(
                trial -> trial.number() == 1 ? Double.NaN : loss(trial.number(), trial.until()), Budget.trials(3));
        assertThat(study.trials()).extracting(Trial::outcome).containsExactly(null, Outcome.DIVERGED, null);
        assertThat(study.trials().get(0).rung()).as("5 is the best of three").isEqualTo(1);
    }

    @Test
    void promotionsTakeNoneOfTheBudgetAndAnotherCallGoesOnWithWhoWaits() {
        Study study = study();
        study.optimize(trial -> loss(trial.number(), trial.until()), Budget.trials(2));
        assertThat(study.trials()).extracting(Trial::rung).containsExactly(0, 0);
        study.optimize(trial -> loss(trial.number(), trial.until()), Budget.trials(1));
        assertThat(study.trials()).extracting(Trial::rung).containsExactly(0, 1, 0);
    }
}
