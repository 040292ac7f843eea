package joyul.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import joyul.check.InputException;
import joyul.data.Data;
import joyul.data.Features;
import joyul.data.Targets;
import joyul.norm.Normalizations;
import joyul.recipe.Recipe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind and every source of statistics by one line of a recipe, on real digits. */
class NormalizationsInTrainingTest {
    private static final Data DIGITS = SmallData.digits();

    private static Trained train(String yaml) {
        return Trained.run(SmallData.recipe(DIGITS, yaml), DIGITS);
    }

    static Stream<String> kinds() {
        return Normalizations.CATALOG.names().stream();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyKindLearnsInEveryNetworkItIsFor(String kind) {
        for (String network : new String[] {"mlp", "cnn-small"}) {
            String yaml = "{network: " + network + ", batch_size: 40, epochs: 16, normalization: " + kind + "}";
            boolean onlyVectors = kind.equals("whitening") || kind.equals("iter_norm");
            boolean onlyImages = kind.equals("instance_norm");
            if (network.equals("mlp") ? onlyImages : onlyVectors) {
                assertThatThrownBy(() -> SmallData.recipe(DIGITS, yaml))
                        .isInstanceOf(InputException.class)
                        .hasMessageMatching(".*network layer \\d+ of \\d+ .*use .*");
                continue;
            }
            Trained trained = train(yaml);
            assertThat(trained.end().reached()).as(yaml).isTrue();
            assertThat(trained.validation().metric()).as(yaml).isGreaterThan(0.5);
            try (Predictor predictor = trained.model()) {
                // What was written predicts what was evaluated.
                Predictions predictions = predictor.predict(DIGITS.validation().features());
                assertThat(predictions.metric(DIGITS.validation().targets()))
                        .as(yaml)
                        .isEqualTo(trained.validation().metric());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"precise", "moving", "cumulative", "batch", "{type: of_data, source: digits, examples: 500}"})
    void everySourceOfStatisticsGivesANetworkThatInfers(String statistics) {
        for (String kind : new String[] {"batch_norm", "{type: ghost_batch_norm, size: 10}", "iter_norm"}) {
            String yaml = "{network: mlp, batch_size: 40, epochs: 16, normalization: " + kind + ", statistics: "
                    + statistics + "}";
            Trained trained = train(yaml);
            assertThat(trained.validation().metric()).as(yaml).isGreaterThan(0.5);
            try (Predictor predictor = trained.model()) {
                Predictions predictions = predictor.predict(DIGITS.validation().features());
                assertThat(predictions.metric(DIGITS.validation().targets()))
                        .as(yaml)
                        .isEqualTo(trained.validation().metric());
            }
        }
    }

    @Test
    void microBatchesTrainAsTheWholeBatchDoes() {
        for (String kind : new String[] {"none", "layer_norm", "{type: ghost_batch_norm, size: 16}"}) {
            String yaml = "{network: cnn-small, batch_size: 16, epochs: 2, learning_rate: 0.02, normalization: " + kind;
            double whole = train(yaml + "}").validation().loss();
            double parts = train(yaml + ", micro_batch: 5}").validation().loss();
            assertThat(parts / whole).as(kind).isCloseTo(1, within(1e-3));
        }
    }

    @Test
    void batchNormOfMicroBatchesIsGhostBatchNorm() {
        // 150 examples in batches of 50: no batch is short, and every micro-batch is one group of ten.
        String yaml =
                "{network: mlp, batch_size: 50, epochs: 2, learning_rate: 0.02, statistics: moving, normalization: ";
        double ghost =
                train(yaml + "{type: ghost_batch_norm, size: 10}}").validation().loss();
        double parts = train(yaml + "batch_norm, micro_batch: 10}").validation().loss();
        assertThat(parts / ghost).isCloseTo(1, within(1e-4));
    }

    @Test
    void aNetworkAdaptsToDataOfAnotherDomain() {
        Recipe recipe = SmallData.recipe(DIGITS, "{network: mlp, batch_size: 30, epochs: 20}");
        Trained trained = Trained.run(recipe, DIGITS);
        Targets truth = DIGITS.validation().targets();
        // Twice the contrast and more light: a shift and a scale, such as batch norm takes away.
        Features.Bytes original = (Features.Bytes) DIGITS.validation().features();
        byte[] lit = original.values().clone();
        for (int i = 0; i < lit.length; i++) {
            lit[i] = (byte) (40 + 2 * lit[i]);
        }
        Features other = new Features.Bytes(lit, original.perExample());
        try (Predictor predictor = trained.model()) {
            double before = predictor.predict(other).metric(truth);
            predictor.adapt(other);
            double after = predictor.predict(other).metric(truth);
            assertThat(after).isGreaterThan(before + 0.2);
        }
    }

    @Test
    void microBatchesAndSourcesThatCannotBeAreRefused() {
        refused("{micro_batch: 0}", "micro_batch must be 1 or more, but was 0");
        refused(
                "{micro_batch: 2}",
                "micro_batch must be 3 or more with batch_norm (a part of an odd batch would hold one example),"
                        + " but was 2");
        refused(
                "{micro_batch: 1, normalization: iter_norm, network: mlp}",
                "micro_batch must be 2 or more with iter_norm");
        assertThat(SmallData.recipe(DIGITS, "{micro_batch: 1, normalization: layer_norm}")
                        .passing())
                .isEqualTo(1);
        assertThat(SmallData.recipe(DIGITS, "{micro_batch: 100, batch_size: 32}")
                        .passing())
                .isEqualTo(32);
        assertThatThrownBy(() -> train("{epochs: 1, statistics: {type: of_data, source: fashion-mini}}"))
                .isInstanceOf(InputException.class)
                .hasMessage(
                        "statistics.source must hold examples of shape 1x8x8 like the training data, but fashion-mini"
                                + " has 1x28x28");
    }

    private static void refused(String yaml, String message) {
        assertThatThrownBy(() -> SmallData.recipe(DIGITS, yaml))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(message);
    }
}
