package joyul.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import joyul.check.InputException;
import joyul.data.Data;
import joyul.model.Scores;
import joyul.rate.Readings;
import joyul.recipe.Recipe;
import joyul.run.Listener;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class BatchGrowthTest {
    private static final Data DIGITS = SmallData.digits();

    private static Recipe recipe(String yaml) {
        return SmallData.recipe(DIGITS, yaml);
    }

    private static BatchGrowth growth(String schedule, int batch, int epochs, int examples) {
        return new BatchGrowth(
                recipe("{batch_size: " + batch + ", epochs: " + epochs + ", every: epoch, schedule: constant,"
                        + " batch_schedule: '" + schedule + "'}"),
                examples);
    }

    private static List<Integer> sizes(BatchGrowth growth, int epochs, Readings validations) {
        return IntStream.range(0, epochs)
                .mapToObj(epoch -> growth.at(epoch, validations).batches().batchSize())
                .toList();
    }

    @Test
    void theBatchGrowsWhereTheRateWouldHaveFallen() {
        assertThat(sizes(growth("StepLR(step_size=2, gamma=0.5)", 16, 6, 10_000), 6, Readings.none()))
                .containsExactly(16, 16, 32, 32, 64, 64);
        assertThat(sizes(growth("MultiStepLR(milestones=[1, 3], gamma=0.2)", 16, 5, 10_000), 5, Readings.none()))
                .containsExactly(16, 80, 80, 400, 400);
        assertThat(sizes(
                        growth("ReduceLROnPlateau(factor=0.5, patience=0)", 16, 5, 10_000),
                        5,
                        Readings.of(1, 0.9, 0.95, 0.8)))
                .as("after the third epoch, which was no better")
                .containsExactly(16, 16, 16, 32, 32);
    }

    @Test
    void beyondATenthOfTheExamplesTheRateFallsForTheRest() {
        BatchGrowth growth = growth("StepLR(step_size=1, gamma=0.5)", 16, 5, 400);
        assertThat(sizes(growth, 4, Readings.none())).containsExactly(16, 32, 40, 40);
        assertThat(growth.at(1, Readings.none()).rateFactor()).isEqualTo(1);
        for (int epoch = 0; epoch < 5; epoch++) {
            BatchGrowth.Stage stage = growth.at(epoch, Readings.none());
            assertThat(stage.rateFactor() / stage.batches().batchSize())
                    .as("rate over batch, as if the rate alone had fallen")
                    .isCloseTo(Math.pow(0.5, epoch) / 16, within(1e-15));
        }
    }

    /** Smith et al. 2018, section 5.1, on CIFAR-10: some 78,000 updates with a decaying rate, 29,000 with a growing batch. */
    @Test
    void theUpdatesAreThoseOfThePaper() {
        BatchGrowth growth = growth("MultiStepLR(milestones=[60, 120, 160], gamma=0.2)", 128, 200, 50_000);
        int updates = IntStream.range(0, 200)
                .map(epoch -> growth.at(epoch, Readings.none()).batches().count())
                .sum();
        assertThat(200 * growth.first().count()).isEqualTo(78_200);
        assertThat(updates).isBetween(29_000, 29_500);
    }

    @Test
    void aRunMakesFewerStepsAndTellsHowManyAreLeft() {
        Recipe recipe = recipe("{network: mlp, batch_size: 5, epochs: 4, every: epoch, schedule: constant,"
                + " learning_rate: 0.05, batch_schedule: 'StepLR(step_size=2, gamma=0.4)'}");
        List<Long> totals = new ArrayList<>();
        Trained trained = Trained.run(recipe, DIGITS, Listener.of(StepEvent.class, event -> {
            totals.add(event.steps());
        }));
        assertThat(trained.end().step()).isEqualTo(2 * 30 + 2 * 12);
        assertThat(totals).hasSize(84).startsWith(120L).endsWith(84L);
    }

    @Test
    void aSchedulerThatStepsByStepsIsRefused() {
        assertThatThrownBy(() -> recipe("{every: step, batch_schedule: 'StepLR(step_size=2)'}"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("every must be epoch with a batch_schedule");
    }

    /** The same decay once by the rate and once by the batch: equal losses, fewer steps. */
    @Test
    @Tag("slow")
    void growingTheBatchEndsAtTheLossOfDecayingTheRate() {
        Data fashion = Data.load("fashion-mini");
        String common = "{network: mlp, batch_size: 32, epochs: 12, every: epoch, learning_rate: 0.02,";
        String decay = "'MultiStepLR(milestones=[6, 9], gamma=0.2)'}";
        double difference = 0;
        for (int seed = 1; seed <= 3; seed++) {
            String seeded = common + " seed: " + seed + ",";
            Trained byRate = Trained.run(SmallData.recipe(fashion, seeded + " schedule: " + decay), fashion);
            Trained byBatch = Trained.run(
                    SmallData.recipe(fashion, seeded + " schedule: constant, batch_schedule: " + decay), fashion);
            Scores rate = byRate.validation();
            Scores batch = byBatch.validation();
            difference += (batch.loss() - rate.loss()) / 3;
            assertThat(byBatch.end().step()).isLessThan(byRate.end().step() * 6 / 10);
        }
        assertThat(difference).isBetween(-0.02, 0.02);
    }
}
