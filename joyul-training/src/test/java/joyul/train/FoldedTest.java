package joyul.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import joyul.check.InputException;
import joyul.data.Data;
import joyul.model.Folding;
import joyul.norm.NoNormalization;
import joyul.recipe.Recipe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FoldedTest {
    @TempDir
    Path folder;

    private static Folded folded(String yaml) {
        Data data = SmallData.digits();
        Recipe recipe = SmallData.recipe(data, "{batch_size: 32, epochs: 2, " + yaml + "}");
        Trained trained = Trained.run(recipe, data);
        return Folded.of(trained.weights(), recipe, data);
    }

    /** Behind a layer, through pooling; before a layer through flattening or without padding. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "network: mlp",
                "network: cnn-small",
                "network: {type: mlp, activation: tanh}, normalization: {type: ghost_batch_norm, size: 16}",
                "network: mlp, normalization: {type: frozen_batch_norm, after: 4}",
                "network: cnn-small, normalization: batch_renorm",
                "network: mlp, normalization: {type: batch_norm, affine: false}",
                "network: [flatten, norm, {type: linear, outputs: 9}, relu, norm, {type: linear, outputs: 10}]",
                "network: [{type: conv, channels: 4}, {type: average_pool, kernel: 2, stride: 2}, norm, relu, norm,"
                        + " {type: dropout, probability: 0.2}, {type: conv, channels: 5, padding: 0}, relu, norm, flatten,"
                        + " {type: linear, outputs: 10}]",
                "network: [{type: conv, channels: 4}, relu, norm, global_pool, {type: linear, outputs: 10}]",
                "network: resnet-small",
                "network: [{type: residual, body: [{type: conv, channels: 4}, norm, relu, {type: residual,"
                        + " body: [{type: conv, channels: 4}, norm]}], shortcut: [{type: conv, channels: 4}, norm]},"
                        + " norm, {type: conv, channels: 4, padding: 0}, flatten, {type: linear, outputs: 10}]"
            })
    void theFoldedNetworkGivesTheSameOutputs(String yaml) {
        Folded folded = folded(yaml);
        assertThat(folded.folding().steps())
                .isNotEmpty()
                .allMatch(step -> step.into().isPresent());
        assertThat(folded.recipe().normalization()).isEqualTo(new NoNormalization());
        assertThat(folded.recipe().network().hasPlaces()).isFalse();
        assertThat(folded.largestOutput()).isGreaterThan(0.1);
        assertThat(folded.largestDifference()).isLessThanOrEqualTo(1e-5 * folded.largestOutput());
        assertThat(folded.weights().tensors().keySet()).noneMatch(name -> name.contains("running"));
    }

    @Test
    void aNormalizationBeforeAPaddedConvolutionStaysAndTheOthersGo() {
        Folded folded = folded("network: [{type: conv, channels: 4}, norm, relu, norm, {type: conv, channels: 5}, relu,"
                + " global_pool, {type: linear, outputs: 10}]");
        assertThat(folded.folding().steps().get(0).into()).contains("0");
        assertThat(folded.folding().steps().get(1).into()).isEmpty();
        assertThat(folded.folding().steps().get(1).reason()).contains("(layer 4) pads with zeros");
        assertThat(folded.recipe().network().hasPlaces()).isTrue();
        assertThat(folded.largestDifference()).isLessThanOrEqualTo(1e-5 * folded.largestOutput());
    }

    @Test
    void branchesAreFoldedByThemselvesAndNamedByTheirPlaces() {
        Folded folded = folded("network: [{type: conv, channels: 4}, norm, {type: residual, body: [norm, relu,"
                + " {type: conv, channels: 4}, norm]}, norm, relu, global_pool, {type: linear, outputs: 10}]");
        // Before the body's first lies a convolution that the shortcut sees too; behind it a ReLU.
        assertThat(folded.folding().steps())
                .extracting(Folding.Step::layer, step -> step.into().orElse("kept"))
                .containsExactly(
                        tuple("1", "0"), tuple("2.body.0", "kept"), tuple("2.body.3", "2.body.2"), tuple("3", "kept"));
        assertThat(folded.weights().tensors().keySet())
                .contains("0.bias", "1.body.0.running_mean", "1.body.2.bias", "2.running_var", "5.weight")
                .doesNotContain("2.body.2.weight");
        assertThat(folded.largestDifference()).isLessThanOrEqualTo(1e-5 * folded.largestOutput());
    }

    @Test
    void whatCannotBeFoldedIsSaidWithTheReason() {
        assertThatThrownBy(() -> folded("network: mlp, normalization: none"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no normalization, so there is nothing to fold");
        assertThatThrownBy(() -> folded("network: [{type: conv, channels: 4}, relu, norm, tanh, flatten,"
                        + " {type: linear, outputs: 10}]"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("layer 2 cannot, because no linear or convolution layer stands beside it");
    }

    @Test
    void kindsThatInferByOtherThanThePopulationAreRefused() {
        assertThatThrownBy(() -> folded("network: mlp, normalization: layer_norm"))
                .hasMessageContaining("layer 2 cannot, because it normalises by the example itself");
        assertThatThrownBy(() -> folded("network: mlp, statistics: batch"))
                .hasMessageContaining("statistics of each batch");
    }

    @Test
    void theWrittenFolderPredictsAsBefore() {
        Data data = SmallData.digits();
        Recipe recipe = SmallData.recipe(data, "{network: cnn-small, batch_size: 32, epochs: 2}");
        Trained trained = Trained.run(recipe, data);
        Folded.of(trained.weights(), recipe, data).write(folder);
        try (Predictor before = trained.model();
                Predictor after = Predictor.open(folder, data)) {
            Predictions one = before.predict(data.test().features());
            Predictions other = after.predict(data.test().features());
            for (int i = 0; i < one.size(); i++) {
                assertThat(other.outputs()[i]).containsExactly(one.outputs()[i], offset(1e-5));
            }
        }
    }
}
