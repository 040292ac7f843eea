package joyul.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import joyul.check.InputException;
import joyul.layer.Shape;
import joyul.layer.Weight;
import joyul.norm.BatchNorm;
import joyul.norm.NoNormalization;
import joyul.norm.Normalization;
import org.junit.jupiter.api.Test;

class PresetsTest {
    private static final Shape IMAGE = new Shape.Image(1, 28, 28);

    @Test
    void presetsHaveAsManyWeightsAsCountedByHand() {
        int mlp = 784 * 100 + 100 + 2 * (100 * 100 + 100) + 100 * 10 + 10;
        assertThat(count("mlp", IMAGE, new NoNormalization())).isEqualTo(mlp).isEqualTo(99_710);
        // Three biases go, three pairs of gamma and beta come.
        assertThat(count("mlp", IMAGE, new BatchNorm())).isEqualTo(mlp + 300);
        assertThat(count("mlp", new Shape.Vector(30), new NoNormalization())).isEqualTo(mlp - 754 * 100);

        // 28 -> 14 -> 7 -> 3: the linear layer sees 32 x 3 x 3.
        int small = 8 * 9 + 8 + 16 * 8 * 9 + 16 + 32 * 16 * 9 + 32 + 288 * 10 + 10;
        assertThat(count("cnn-small", IMAGE, new NoNormalization()))
                .isEqualTo(small)
                .isEqualTo(8_778);
        assertThat(count("cnn-small", IMAGE, new BatchNorm())).isEqualTo(small + 8 + 16 + 32);
        int medium = 16 * 9 + 16 + 32 * 16 * 9 + 32 + 64 * 32 * 9 + 64 + 576 * 10 + 10;
        assertThat(count("cnn-medium", IMAGE, new NoNormalization()))
                .isEqualTo(medium)
                .isEqualTo(29_066);

        int cnn = 9 * (32 + 32 * 32 + 32 * 64 + 64 * 64 + 64 * 128) + 32 + 32 + 64 + 64 + 128 + 128 * 10 + 10;
        assertThat(count("cnn", IMAGE, new NoNormalization())).isEqualTo(cnn).isEqualTo(140_138);

        // The first convolution, three stages of two 3x3, two 1x1 shortcuts, the linear layer.
        int kernels = 9 * (8 + 2 * 8 * 8 + 8 * 16 + 16 * 16 + 16 * 32 + 32 * 32) + 8 * 16 + 16 * 32 + 32 * 10;
        int outputs = 8 + 2 * 8 + 3 * 16 + 3 * 32;
        assertThat(count("resnet-small", IMAGE, new NoNormalization()))
                .isEqualTo(kernels + outputs + 10)
                .isEqualTo(19_642);
        assertThat(count("resnet-small", IMAGE, new BatchNorm())).isEqualTo(kernels + 2 * outputs + 10);
    }

    private static int count(String name, Shape input, Normalization normalization) {
        Network network = Presets.build(name, input, 10).with(normalization);
        return network.places(input).stream()
                .flatMap(place -> place.layer().weights(place.input()).stream())
                .mapToInt(Weight::size)
                .sum();
    }

    @Test
    void theStandardSuitsTheData() {
        assertThat(Presets.names()).containsExactly("mlp", "cnn-small", "cnn-medium", "cnn", "resnet-small");
        assertThat(Presets.standard(IMAGE, 10_000)).isEqualTo("cnn-small");
        assertThat(Presets.standard(new Shape.Image(3, 8, 8), 10_000)).isEqualTo("cnn-small");
        assertThat(Presets.standard(new Shape.Image(3, 7, 8), 10_000)).isEqualTo("mlp");
        assertThat(Presets.standard(new Shape.Vector(12), 10_000)).isEqualTo("mlp");
        assertThat(Presets.standard(IMAGE, 50_000)).isEqualTo("cnn-medium");
        for (Shape shape : new Shape[] {new Shape.Image(1, 8, 8), new Shape.Image(1, 7, 7), new Shape.Vector(1)}) {
            assertThat(Presets.build(Presets.standard(shape, 10_000), shape, 3).layers())
                    .isNotEmpty();
        }
    }

    @Test
    void unknownAndUnfittingNamesAreRefused() {
        assertThatThrownBy(() -> Presets.build("cnm", IMAGE, 10))
                .isInstanceOf(InputException.class)
                .hasMessage("unknown network 'cnm'; did you mean 'cnn'? known: mlp, cnn-small, cnn-medium, cnn,"
                        + " resnet-small");
        assertThatThrownBy(() -> Presets.build("cnn", new Shape.Vector(4), 10))
                .isInstanceOf(InputException.class)
                .hasMessage("network 'cnn' needs images, but the examples are vectors of 4; use mlp");
    }
}
