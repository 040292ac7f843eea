package joyul.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import joyul.check.InputException;
import joyul.data.Data;
import joyul.rate.Readings;
import joyul.recipe.EarlyStop;
import joyul.recipe.Recipe;
import joyul.run.Ending;
import joyul.train.TrainingEvent.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EarlyStopTest {
    private static final Data DIGITS = SmallData.digits();

    @TempDir
    Path folder;

    @Test
    void itEndsAfterMoreThanSoManyEpochsWithoutAnImprovement() {
        EarlyStop rule = new EarlyStop(2, 0.1);
        assertThat(rule.stops(Readings.none())).isFalse();
        assertThat(rule.stops(Readings.of(1, 0.8, 0.75, 0.72)))
                .as("0.72 is not below 0.8 - 0.1")
                .isFalse();
        assertThat(rule.stops(Readings.of(1, 0.8, 0.75, 0.72, 0.71))).isTrue();
        assertThat(rule.stops(Readings.of(1, 0.8, 0.75, 0.72, 0.69))).isFalse();
        assertThat(rule.stops(Readings.of(1, Double.NaN, 2, Double.NaN))).isTrue();
        assertThatThrownBy(() -> new EarlyStop(-1, 0)).isInstanceOf(InputException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "early_stopping: {patience: 1}",
                "early_stopping: 1, statistics: moving",
                "early_stopping: 1, optimizer: schedule_free_adamw",
                "every: epoch, schedule: 'EarlyStopping(patience=1, then=StepLR(step_size=3))'"
            })
    void theRunEndsWithTheWeightsAndScoresOfTheBestEpoch(String yaml) {
        Recipe recipe =
                SmallData.recipe(DIGITS, "{network: mlp, batch_size: 8, learning_rate: 0.2, epochs: 60, " + yaml + "}");
        Trained run = Trained.run(recipe, DIGITS);
        assertThat(run.end().kind()).isEqualTo(Ending.STOPPED_EARLY);
        assertThat(run.end().reached()).isTrue();
        List<EpochEvent> epochs = run.epochs();
        EpochEvent best = epochs.stream()
                .min(Comparator.comparingDouble(epoch -> epoch.validation().loss()))
                .orElseThrow();
        assertThat(epochs.size()).isLessThan(60).isEqualTo(best.epoch() + 2);
        assertThat(run.events())
                .containsExactly(new TrainingEvent(Kind.STOPPED_EARLY, run.end().step(), best.step(), 1));
        assertThat(run.validation()).isEqualTo(best.validation());
        try (Predictor predictor = run.model()) {
            double accuracy = predictor
                    .predict(DIGITS.validation().features())
                    .metric(DIGITS.validation().targets());
            assertThat(accuracy).isCloseTo(best.validation().metric(), within(1e-12));
        }
    }

    @Test
    void aFolderHoldsTheBestWeightsAndTheRunStaysEnded() throws Exception {
        Recipe recipe = SmallData.recipe(
                DIGITS, "{network: mlp, batch_size: 8, learning_rate: 0.2, epochs: 60, early_stopping: 1}");
        TrainingFolder.Result result =
                TrainingFolder.fresh(folder, recipe, DIGITS).run();
        assertThat(result.end().kind()).isEqualTo(Ending.STOPPED_EARLY);
        byte[] weights = Files.readAllBytes(folder.resolve(TrainingFolder.WEIGHTS));
        assertThat(Files.readString(folder.resolve(TrainingFolder.METRICS)))
                .contains(
                        "{\"event\":\"stopped_early\",\"step\":" + result.end().step() + ",");

        TrainingFolder.Result again =
                TrainingFolder.resumed(folder, recipe, DIGITS).run();
        assertThat(again.end()).isEqualTo(result.end());
        assertThat(again.validation().orElseThrow().loss())
                .isEqualTo(result.validation().orElseThrow().loss());
        assertThat(Files.readAllBytes(folder.resolve(TrainingFolder.WEIGHTS))).isEqualTo(weights);
    }
}
