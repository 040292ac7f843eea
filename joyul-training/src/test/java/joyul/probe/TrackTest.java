package joyul.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import joyul.data.Data;
import joyul.recipe.Recipe;
import joyul.recipe.RecipeDraft;
import joyul.run.Cancellation;
import joyul.run.Listener;
import joyul.train.Trainer;
import joyul.train.TrainingData;
import org.junit.jupiter.api.Test;

/** Short runs train as the trainer does: in the recipe's precision, and by its micro-batches. */
class TrackTest {
    private static final Data ALL = Data.load("digits");
    private static final Data DIGITS =
            Data.of("in memory", ALL.train().subset(IntStream.range(0, 300).toArray()), ALL.validation(), ALL.test());

    private static Recipe recipe(String more) {
        return RecipeDraft.parse("{network: mlp, batch_size: 32, epochs: 2" + more + "}", "recipe.yaml")
                .complete(DIGITS);
    }

    private static double race(String more) {
        Recipe recipe = recipe(more);
        try (Track track = new Track(recipe, DIGITS, new Allowance(100, Listener.NONE, new Cancellation()))) {
            return track.race(Stretch.squeezed(recipe, 300, 20, 1), 0.05);
        }
    }

    @Test
    void aRaceInBfloat16EndsNearTheOneInFloat32() {
        double exact = race("");
        assertThat(race(", precision: bfloat16"))
                .isCloseTo(exact, within(0.1 * exact))
                .isNotEqualTo(exact);
    }

    @Test
    void microBatchesGiveTheGradientOfTheWholeBatch() {
        double whole = race(", normalization: none");
        assertThat(race(", normalization: none, micro_batch: 8"))
                .isCloseTo(whole, within(1e-4 * whole))
                .isNotEqualTo(whole);
    }

    @Test
    void whatNormalisesOverExamplesSeesAMicroBatch() {
        double groups = race(", normalization: {type: ghost_batch_norm, size: 8}");
        assertThat(race(", micro_batch: 8")).isCloseTo(groups, within(0.02 * groups));
        assertThat(race("")).isNotCloseTo(groups, within(0.02 * groups));
    }

    @Test
    void theNoiseOfARunInBfloat16IsThatInFloat32ToATenth() {
        double exact = noise("");
        assertThat(noise(", precision: bfloat16")).isCloseTo(exact, within(0.1 * exact));
    }

    private static double noise(String more) {
        Recipe recipe = recipe(more);
        try (TrainingData data = new TrainingData(DIGITS, recipe);
                Trainer trainer = new Trainer(recipe, data);
                NoiseWatch watch = new NoiseWatch(new NoiseSampling.Every(1))) {
            trainer.run(1, watch);
            assertThat(watch.trail().size()).isEqualTo(10);
            return watch.trail().sample(0).noise();
        }
    }
}
