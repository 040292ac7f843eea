package joyul.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import joyul.explain.Finding.Kind;
import joyul.explain.RunReadings.End;
import org.junit.jupiter.api.Test;

class RunFindingsTest {
    private static RunReadings run(End end, int repairs, double[] train, double[] validation) {
        List<EpochReading> epochs = IntStream.range(0, train.length)
                .mapToObj(i -> new EpochReading(i + 1, 10L * (i + 1), train[i], validation[i], 0.9, 0.1))
                .toList();
        return new RunReadings(List.of(), epochs, repairs, 0.2, end, 10L * train.length);
    }

    private static List<Kind> kinds(RunReadings run, double error) {
        return RunFindings.of(run, 0.3, error).stream().map(Finding::kind).toList();
    }

    @Test
    void aRiseOfMoreThanTwoErrorsBesideAFallingTrainingLossIsOverfitting() {
        double[] train = {1, 0.5, 0.1};
        RunReadings rising = run(End.REACHED, 0, train, new double[] {0.6, 0.4, 0.45});
        assertThat(kinds(rising, 0.02)).containsExactly(Kind.OVERFITTED);
        assertThat(kinds(rising, 0.03)).containsExactly(Kind.RUN_SOUND);
        assertThat(kinds(rising, Double.NaN))
                .as("an eighth, with no error known")
                .containsExactly(Kind.RUN_SOUND);
        assertThat(kinds(run(End.REACHED, 0, new double[] {1, 0.5, 0.6}, new double[] {0.6, 0.4, 0.6}), 0.02))
                .as("a training loss that rises too")
                .containsExactly(Kind.RUN_SOUND);
        assertThat(kinds(run(End.STOPPED_EARLY, 0, train, new double[] {0.6, 0.4, 0.6}), 0.02))
                .as("the best epoch's weights came back")
                .containsExactly(Kind.RUN_SOUND);
        assertThat(RunFindings.of(rising, 0.3, 0.02).get(0).sentence(Texts.of(Language.EN)))
                .isEqualTo(
                        "The validation loss was lowest after epoch 2 (0.4) and ended at 0.45, while the training loss"
                                + " went on falling from 0.5 to 0.1.");
    }

    @Test
    void aRunThatDidNotEndSaysSoFirstAndIsNotCalledSound() {
        double[] falling = {0.9, 0.8};
        assertThat(kinds(run(End.STOPPED, 0, falling, falling), 0.1)).containsExactly(Kind.RUN_UNFINISHED);
        assertThat(kinds(run(End.UNKNOWN, 0, falling, falling), 0.1)).containsExactly(Kind.RUN_UNFINISHED);
        assertThat(kinds(run(End.OUT_OF_MEMORY, 0, falling, falling), 0.1)).containsExactly(Kind.RUN_OUT_OF_MEMORY);
        assertThat(kinds(run(End.DIVERGED, 2, falling, falling), 0.1))
                .containsExactly(Kind.RUN_DIVERGED, Kind.RUN_REPAIRED);
        Finding diverged =
                RunFindings.of(run(End.DIVERGED, 0, falling, falling), 0.3, 0.1).get(0);
        assertThat(diverged.sentence(Texts.of(Language.EN)))
                .isEqualTo("The run diverged at step 20 with a learning rate of 0.3: its loss was no number.");
        assertThat(diverged.advice(Texts.of(Language.EN))).contains("--set learning_rate=0.1");
    }

    @Test
    void aRateThatNobodyUsesIsFollowedByAUsualOneAndNotByItsThird() {
        double[] falling = {0.9, 0.8};
        RunReadings thrown = run(End.DIVERGED, 0, falling, falling);
        assertThat(RunFindings.lowerRate(thrown, 3)).hasValue(1);
        assertThat(RunFindings.lowerRate(thrown, 1e300)).hasValue(0.01);
    }

    @Test
    void whereNoLowerRateHelpsTheDataAreNamed() {
        List<StepReading> none = List.of(new StepReading(1, Double.NaN, 0.1), new StepReading(2, Double.NaN, 0.1));
        Finding never = RunFindings.of(new RunReadings(none, List.of(), 0, 1, End.DIVERGED, 2), 0.1, Double.NaN)
                .get(0);
        assertThat(never.sentence(Texts.of(Language.EN)))
                .isEqualTo("The run diverged at step 2, and not for its learning rate (0.1): no loss was ever a number,"
                        + " not even that of the weights it began with.");
        assertThat(never.advice(Texts.of(Language.EN)))
                .startsWith("Look at the data")
                .doesNotContain("learning_rate=");

        List<StepReading> thrown = List.of(new StepReading(1, 2.3, 0.1), new StepReading(2, Double.NaN, 0.1));
        RunReadings cut = new RunReadings(thrown, List.of(), 13, 8.2e-10, End.DIVERGED, 40);
        assertThat(RunFindings.of(cut, 0.1, Double.NaN).get(0).kind()).isEqualTo(Kind.RUN_DIVERGED_AT_ANY_RATE);
        assertThat(RunFindings.lowerRate(cut, 1e300))
                .as("a rate that no cut tames")
                .hasValue(0.01);
    }

    @Test
    void aTrailOfAnyLengthIsTheMeanOfEquallyManySteps() {
        StepTrail trail = new StepTrail();
        for (int step = 1; step <= 2_501; step++) {
            trail.add(step, step, 0.5 * step);
        }
        List<StepReading> readings = trail.readings();
        assertThat(readings).hasSize(626);
        assertThat(readings.get(0)).isEqualTo(new StepReading(4, 2.5, 2));
        assertThat(readings.get(625)).isEqualTo(new StepReading(2_501, 2_501, 1_250.5));
    }
}
