package joyul.train;

import static org.assertj.core.api.Assertions.assertThat;

import joyul.data.Data;
import joyul.recipe.Recipe;
import org.junit.jupiter.api.Test;

class AugmentedRunTest {
    private static final Data DIGITS = SmallData.digits();

    /** The validation losses of a run whose steps are too small to move a weight. */
    private static float[] losses(String more) {
        Recipe recipe = SmallData.recipe(
                DIGITS,
                "{network: cnn-small, batch_size: 16, epochs: 1, learning_rate: 1e-30,"
                        + " optimizer: {type: sgd, momentum: 0, weight_decay: 0}" + more + "}");
        try (TrainingData data = new TrainingData(DIGITS, recipe);
                Trainer trainer = new Trainer(recipe, data)) {
            trainer.run(1);
            return trainer.evaluate().losses();
        }
    }

    @Test
    void evaluationAndItsStatisticsAreOfImagesAsTheyAre() {
        String changed = ", augmentation: 'shift=2,flip,cutout=4'";
        assertThat(losses(changed)).isEqualTo(losses(""));
        // Running averages are of what the steps saw.
        assertThat(losses(changed + ", statistics: moving")).isNotEqualTo(losses(", statistics: moving"));
    }
}
