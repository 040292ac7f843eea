package joyul.train;

import static org.assertj.core.api.Assertions.assertThat;

import joyul.data.Data;
import joyul.recipe.Recipe;
import org.junit.jupiter.api.Test;

class AugmentedRunTest {
    private static final Data DIGITS = SmallData.digits();
    private static final String CHANGED = ", augmentation: 'shift=2,cutout=4'";
    private static final String STILL =
            ", epochs: 1, learning_rate: 1e-30, optimizer: {type: sgd, momentum: 0, weight_decay: 0}";

    /** The validation losses of a run. */
    private static float[] losses(String more) {
        Recipe recipe = SmallData.recipe(DIGITS, "{network: mlp, batch_size: 16" + more + "}");
        try (TrainingData data = new TrainingData(DIGITS, recipe);
                Trainer trainer = new Trainer(recipe, data)) {
            trainer.run(recipe.epochs());
            return trainer.evaluate().losses();
        }
    }

    private static double mean(float[] losses) {
        double sum = 0;
        for (float loss : losses) {
            sum += loss;
        }
        return sum / losses.length;
    }

    /** Its steps are too small to move a weight. */
    @Test
    void evaluationIsOfImagesAsTheyAre() {
        String still = STILL + ", normalization: layer_norm";
        assertThat(losses(still + CHANGED)).isEqualTo(losses(still));
        assertThat(losses(STILL + CHANGED))
                .as("their population is of changed images")
                .isNotEqualTo(losses(STILL));
    }

    @Test
    void thePopulationIsOfImagesAsTheyTrained() {
        String eight = ", epochs: 8" + CHANGED;
        double precise = mean(losses(eight));
        double moving = mean(losses(eight + ", statistics: moving"));
        assertThat(precise).isBetween(0.8 * moving, 1.2 * moving);
    }
}
