package joyul.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import joyul.Joyul;
import joyul.check.InputException;
import joyul.data.Data;
import joyul.data.Features;
import joyul.data.Targets;
import joyul.recipe.Recipe;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PredictorTest {
    @Test
    void whatWasTrainedPredictsAsItWasScored() {
        Data digits = Data.load("digits");
        Recipe recipe = Joyul.recipe(digits, "mlp").with(edit -> edit.epochs(1));
        Trained trained = Joyul.train(recipe, digits);
        try (Predictor predictor = new Predictor(trained.weights(), recipe, digits)) {
            Predictions predictions = predictor.predict(digits.validation().features());
            assertThat(predictions.size()).isEqualTo(250);
            assertThat(predictions.metric(digits.validation().targets()))
                    .isEqualTo(trained.validation().metric());
            double sum = 0;
            for (double probability : predictions.outputs()[0]) {
                sum += probability;
            }
            assertThat(sum).isCloseTo(1, Offset.offset(1e-5));
            assertThatThrownBy(() -> predictor.predict(new Features.Floats(new float[6], 3)))
                    .isInstanceOf(InputException.class)
                    .hasMessageStartingWith("the network takes 64 numbers per example, but the data have 3");
        }
    }

    @Test
    void valuesOfARegressionHaveTheTargetsUnit() {
        float[][] inputs = new float[200][1];
        float[] targets = new float[200];
        for (int i = 0; i < 200; i++) {
            inputs[i][0] = i % 20;
            targets[i] = 1000 + 50 * (i % 20);
        }
        Data data = Data.of(inputs, targets).split(0.8, 1);
        Recipe recipe = Joyul.recipe(data).with(edit -> edit.epochs(30));
        Trained trained = Joyul.train(recipe, data);
        try (Predictor predictor = new Predictor(trained.weights(), recipe, data)) {
            Predictions predictions = predictor.predict(data.test().features());
            double fit = predictions.metric(data.test().targets());
            assertThat(fit).isGreaterThan(0.9);
            assertThat(predictions.value(0)).isBetween(900.0, 2050.0);
        }
    }

    @Test
    void valuesFarFromZeroAreLearntAndComeBackInDouble() {
        float[][] inputs = new float[200][1];
        double[] targets = new double[200];
        for (int i = 0; i < 200; i++) {
            inputs[i][0] = i % 20;
            // A float near 1.7e9 is a multiple of 128.
            targets[i] = 1.7e9 + i % 20;
        }
        Data data = Data.of(inputs, targets).split(0.8, 1);
        Recipe recipe = Joyul.recipe(data).with(edit -> edit.epochs(30));
        Trained trained = Joyul.train(recipe, data);
        try (Predictor predictor = new Predictor(trained.weights(), recipe, data)) {
            Predictions predictions = predictor.predict(data.test().features());
            assertThat(predictions.metric(data.test().targets())).isGreaterThan(0.9);
            assertThat(predictions.value(0))
                    .isNotEqualTo((float) predictions.value(0))
                    .isBetween(1.7e9 - 5, 1.7e9 + 25);
        }
    }

    @Test
    void theLikeliestClassIsNamedAndScoresAreExact() {
        Predictions classes =
                new Predictions(new double[][] {{0.2, 0.8}, {0.5, 0.5}, {0.1, 0.9}}, List.of("no", "yes"));
        assertThat(List.of(classes.label(0), classes.label(1), classes.label(2)))
                .containsExactly(1, 0, 1);
        Targets truth = new Targets.Labels(new int[] {1, 0, 0}, List.of("no", "yes"));
        assertThat(classes.metric(truth)).isEqualTo(2 / 3.0);

        // 1 - (0 + 1 + 1) / (1 + 0 + 1)
        Predictions values = new Predictions(new double[][] {{1}, {3}, {2}}, List.of());
        assertThat(values.metric(new Targets.Values(new float[] {1, 2, 3}))).isEqualTo(0);
        assertThatThrownBy(() -> values.metric(new Targets.Values(new float[] {1})))
                .isInstanceOf(InputException.class);
    }
}
