package joyul.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.atomic.AtomicInteger;
import joyul.check.InputException;
import joyul.data.Data;
import joyul.rate.Readings;
import joyul.recipe.Recipe;
import joyul.recipe.RecipeDraft;
import joyul.run.Cancellation;
import joyul.run.Cancelled;
import joyul.run.Listener;
import joyul.train.Settings;
import joyul.transfer.BatchComparison;
import joyul.transfer.ComparedBatch;
import org.junit.jupiter.api.Test;

class CompareBatchesTest {
    private static final Data DIGITS = Data.load("digits");
    private static final Recipe MLP =
            RecipeDraft.parse("{network: mlp}", "recipe.yaml").complete(DIGITS);

    private static CompareBatches comparison() {
        return new CompareBatches(MLP, DIGITS).batches(128, 32).epochs(1).seeds(2);
    }

    @Test
    void eachSizeIsTunedAndMeasuredUnderBothBudgets() {
        AtomicInteger runs = new AtomicInteger();
        BatchComparison found = comparison()
                .listener(Listener.of(RuleRuns.Ran.class, ran -> runs.incrementAndGet()))
                .run();
        assertThat(found.byEpochs()).extracting(ComparedBatch::batch).containsExactly(32, 128);
        assertThat(found.byEpochs()).allMatch(result -> result.epochs() == 1);
        assertThat(found.byEpochs()).extracting(ComparedBatch::steps).containsExactly(41L, 11L);
        // sqrt(41 * 11) = 21.2: half an epoch of batch 32, not quite two of 128.
        assertThat(found.bySteps()).extracting(ComparedBatch::steps).containsExactly(21L, 21L);
        assertThat(found.bySteps()).extracting(ComparedBatch::epochs).containsExactly(21 / 41.0, 21 / 11.0);
        int tuned = 0;
        for (ComparedBatch result : found.byEpochs()) {
            assertThat(result.ratesTried()).isGreaterThanOrEqualTo(3);
            assertThat(result.validationLoss().mean()).isPositive();
            assertThat(result.trainMetric().mean()).isBetween(0.0, 1.0);
            assertThat(result.sharpness().mean()).isNotZero();
            assertThat(result.gap().mean())
                    .isEqualTo(
                            result.validationLoss().mean() - result.trainLoss().mean());
            tuned += result.ratesTried();
        }
        for (ComparedBatch result : found.bySteps()) {
            tuned += result.ratesTried();
        }
        assertThat(runs).hasValue(tuned + 4 * 2);
    }

    /** 21 steps are half an epoch of batch 32: the whole of one-cycle lies within them. */
    @Test
    void aScheduleLiesWithinTheStepsThatAreMade() {
        Recipe half = MatchedRuns.ofSteps(MLP, 41, 21);
        assertThat(half.epochs()).isEqualTo(1);
        Settings settings = new Settings(half, 41);
        double first = settings.at(0, Readings.none(), 1).rate();
        assertThat(first).isCloseTo(MLP.learningRate() / 25, within(1e-12));
        assertThat(settings.at(20, Readings.none(), 1).rate()).isCloseTo(first / 1e4, within(1e-12));
        Recipe whole = MatchedRuns.ofSteps(MLP, 41, 82);
        assertThat(whole.epochs()).isEqualTo(2);
        assertThat(whole.schedule()).isEqualTo(MLP.schedule());
    }

    @Test
    void aStoppedComparisonEndsAtOnceAndSaysSo() {
        assertThatThrownBy(() -> comparison()
                        .cancellation(new Cancellation().derived(() -> true))
                        .run())
                .isInstanceOf(Cancelled.class);
    }

    @Test
    void sizesThatCannotBeComparedAreRefused() {
        CompareBatches comparison = comparison();
        assertThatThrownBy(() -> comparison.batches(64, 64))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("two different sizes or more");
        assertThatThrownBy(() -> comparison.batches(64, 99_999)).hasMessageContaining("one was 99999");
        assertThatThrownBy(() -> comparison.batches(0, 64)).hasMessage("each of batches must be 1 or more, but was 0");
    }
}
