package joyul.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import joyul.data.Data;
import joyul.recipe.Recipe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DivergenceTest {
    @ParameterizedTest
    @ValueSource(strings = {"none", "batch_norm", "{type: ghost_batch_norm, size: 8}"})
    void anAbsurdRateEndsAsDivergedAndSaysWhere(String normalization) {
        Data digits = SmallData.digits();
        for (String network : new String[] {"mlp", "cnn-small"}) {
            Recipe recipe = SmallData.recipe(
                    digits,
                    "{network: " + network + ", learning_rate: 1e4, schedule: constant, batch_size: 10, epochs: 20,"
                            + " normalization: " + normalization + "}");
            List<Long> steps = new ArrayList<>();
            try (TrainingData data = new TrainingData(digits, recipe);
                    Trainer trainer = new Trainer(recipe, data)) {
                RunEnd end = trainer.run(recipe.epochs(), new Observer() {
                    @Override
                    public void onStep(StepEvent event) {
                        steps.add(event.step());
                    }
                });
                assertThat(end.kind()).as("%s, %s", network, normalization).isEqualTo(RunEnd.Kind.DIVERGED);
                assertThat(end.step()).isBetween(2L, 60L).isEqualTo(steps.size() + 1);
                assertThat(end.detail()).startsWith("loss ").endsWith(" at step " + end.step());
                assertThat(end.reached()).isFalse();
            }
        }
    }

    @Test
    void theGuardComparesTheMeanOfTwentyWithTheFirst() {
        DivergenceGuard guard = new DivergenceGuard(4, 0);
        assertThat(guard.diverged(2)).isFalse();
        for (int i = 0; i < 18; i++) {
            assertThat(guard.diverged(1e6)).as("fewer than twenty losses").isFalse();
        }
        assertThat(guard.diverged(0)).isTrue();

        DivergenceGuard calm = new DivergenceGuard(4, 0);
        for (int i = 0; i < 100; i++) {
            assertThat(calm.diverged(i == 0 ? 2 : 8)).isFalse();
        }
        // Nineteen times 8 and once 8.1: a mean above 4 x 2.
        assertThat(calm.diverged(8.1)).isTrue();
    }

    @Test
    void theFloorIsSubtractedOnBothSides() {
        DivergenceGuard guard = new DivergenceGuard(4, 0.5);
        // 4 x (1 - 0.5) + 0.5.
        for (int i = 0; i < 60; i++) {
            assertThat(guard.diverged(i == 0 ? 1 : 2.5)).isFalse();
        }
        assertThat(guard.diverged(2.6)).isTrue();
    }

    @Test
    void aLossThatIsNotFiniteIsDivergenceAtOnce() {
        for (double loss : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertThat(new DivergenceGuard(4, 0).diverged(loss)).isTrue();
        }
    }

    @Test
    void aGuardRestoredJudgesAsTheOriginal() {
        DivergenceGuard guard = new DivergenceGuard(4, 0);
        DivergenceGuard copy = new DivergenceGuard(4, 0);
        copy.restore(guard.state());
        assertThat(copy.state()).isEmpty();
        for (int i = 0; i < 60; i++) {
            double loss = 1 + 0.1 * i;
            assertThat(copy.diverged(loss)).isEqualTo(guard.diverged(loss));
            DivergenceGuard next = new DivergenceGuard(4, 0);
            next.restore(copy.state());
            copy = next;
        }
        assertThat(guard.diverged(7)).isTrue();
        assertThat(copy.diverged(7)).isTrue();
    }
}
