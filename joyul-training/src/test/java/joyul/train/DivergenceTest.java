package joyul.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import joyul.data.Data;
import joyul.recipe.Recipe;
import joyul.run.Ending;
import joyul.run.Listener;
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
                    "{network: " + network
                            + ", learning_rate: 1e4, schedule: constant, batch_size: 10, epochs: 20, guard: strict,"
                            + " normalization: " + normalization + "}");
            List<Long> steps = new ArrayList<>();
            try (TrainingData data = new TrainingData(digits, recipe);
                    Trainer trainer = new Trainer(recipe, data)) {
                RunEnd end = trainer.run(recipe.epochs(), Listener.of(StepEvent.class, event -> {
                    steps.add(event.step());
                }));
                assertThat(end.kind()).as("%s, %s", network, normalization).isEqualTo(Ending.DIVERGED);
                assertThat(end.step()).isBetween(2L, 60L).isEqualTo(steps.size() + 1);
                assertThat(end.detail()).startsWith("loss ").endsWith(" at step " + end.step());
                assertThat(end.reached()).isFalse();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "learning_rate: 1e300, optimizer: sgd",
                "learning_rate: 1e300, optimizer: adam",
                "learning_rate: 1e300, optimizer: adamw",
                "learning_rate: 1e300, optimizer: schedule_free_sgd",
                "learning_rate: 1e300, optimizer: schedule_free_adamw",
                "learning_rate: 1e300, optimizer: prodigy",
                "every: step, schedule: 'ExponentialLR(gamma=1e30)'"
            })
    void aRateBeyondFloat32EndsAsDivergedUnderEveryGuard(String large) {
        Data digits = SmallData.digits();
        for (String guard : new String[] {"on", "strict", "off"}) {
            Recipe recipe = SmallData.recipe(
                    digits,
                    "{network: {type: mlp, width: 8, depth: 1}, normalization: none, batch_size: 10, epochs: 5, guard: "
                            + guard + ", " + large + "}");

            RunEnd end = Trained.run(recipe, digits).end();

            assertThat(end.kind()).as("%s, guard: %s", large, guard).isEqualTo(Ending.DIVERGED);
            assertThat(end.detail()).contains("loss ").contains(" at step ");
        }
    }

    @Test
    void aDistanceBeyondFloat32EndsAsDiverged() {
        Data digits = SmallData.digits();
        Recipe recipe = SmallData.recipe(
                digits, "{network: mlp, guard: strict, epochs: 2, optimizer: {type: prodigy, d_coef: 1e300}}");

        assertThat(Trained.run(recipe, digits).end().kind()).isEqualTo(Ending.DIVERGED);
    }

    @Test
    void aRunWhoseLastValidationLossIsNoNumberHasDiverged() {
        Data digits = SmallData.digits();
        Recipe recipe = SmallData.recipe(
                digits, "{network: mlp, learning_rate: 1e30, schedule: constant, epochs: 2, guard: off}");

        RunEnd end = Trained.run(recipe, digits).end();

        assertThat(end.kind()).isEqualTo(Ending.DIVERGED);
        assertThat(end.detail()).isEqualTo("validation loss NaN at step " + end.step());
        assertThat(end.reached()).isFalse();
    }

    @Test
    void theGuardComparesTheMeanOfTwentyWithTheFirst() {
        StrictGuard guard = guard(0);
        assertThat(diverges(guard, 2)).isFalse();
        for (int i = 0; i < 18; i++) {
            assertThat(diverges(guard, 1e6)).as("fewer than twenty losses").isFalse();
        }
        assertThat(diverges(guard, 0)).isTrue();

        StrictGuard calm = guard(0);
        for (int i = 0; i < 100; i++) {
            assertThat(diverges(calm, i == 0 ? 2 : 8)).isFalse();
        }
        // Nineteen times 8 and once 8.1: a mean above 4 x 2.
        assertThat(diverges(calm, 8.1)).isTrue();
    }

    @Test
    void theFloorIsSubtractedOnBothSides() {
        StrictGuard guard = guard(0.5);
        // 4 x (1 - 0.5) + 0.5.
        for (int i = 0; i < 60; i++) {
            assertThat(diverges(guard, i == 0 ? 1 : 2.5)).isFalse();
        }
        assertThat(diverges(guard, 2.6)).isTrue();
    }

    @Test
    void aLossThatIsNotFiniteIsDivergenceAtOnce() {
        for (double loss : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertThat(diverges(guard(0), loss)).isTrue();
        }
    }

    private static StrictGuard guard(double floor) {
        return new StrictGuard(new Divergence(4, floor));
    }

    private static boolean diverges(StrictGuard guard, double loss) {
        return !guard.admits(loss);
    }
}
