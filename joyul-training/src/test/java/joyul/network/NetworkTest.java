package joyul.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import joyul.check.InputException;
import joyul.layer.AveragePool;
import joyul.layer.Conv;
import joyul.layer.Flatten;
import joyul.layer.GlobalPool;
import joyul.layer.Layer;
import joyul.layer.Linear;
import joyul.layer.MaxPool;
import joyul.layer.NormPlace;
import joyul.layer.Relu;
import joyul.layer.Residual;
import joyul.layer.Shape;
import joyul.norm.BatchNorm;
import joyul.norm.NoNormalization;
import joyul.norm.WeightStandardization;
import org.junit.jupiter.api.Test;

class NetworkTest {
    private static final Shape IMAGE = new Shape.Image(1, 28, 28);

    @Test
    void shapesFollowTheFormulaOfConvolutionAndPooling() {
        Network network = Network.of(
                new Conv(6, 5, 1, 2, true),
                new MaxPool(2),
                new Conv(16, 5, 1, 0, true),
                new AveragePool(3, 2),
                new Conv(8, 3, 2, 1, true),
                new Flatten(),
                new Linear(10));
        assertThat(network.shapes(IMAGE).stream().map(Shape::text))
                .containsExactly("1x28x28", "6x28x28", "6x14x14", "16x10x10", "16x4x4", "8x2x2", "32", "10");
    }

    @Test
    void anErrorNamesTheLayerAndItsInput() {
        refused(
                Network.of(new Relu(), new Linear(10)),
                IMAGE,
                "network layer 2 of 2 (input 1x28x28): linear needs a"
                        + " vector, but its input is an image 1x28x28; put flatten before it");
        refused(
                Network.of(new Flatten(), new Conv(3)),
                IMAGE,
                "network layer 2 of 2 (input 784): conv needs images"
                        + " [channels, height, width], but its input is a vector of 784 features");
        refused(
                Network.of(new MaxPool(20), new MaxPool(2)),
                IMAGE,
                "network layer 2 of 2 (input 1x1x1): max_pool with"
                        + " kernel 2 and padding 0 does not fit into an input of height 1");
        refused(
                Network.of(new Conv(3, 5, 1, 0, true)),
                new Shape.Image(1, 8, 4),
                "network layer 1 of 1 (input 1x8x4):"
                        + " conv with kernel 5 and padding 0 does not fit into an input of width 4");
        refused(
                Network.of(new GlobalPool()),
                new Shape.Vector(3),
                "network layer 1 of 1 (input 3): global_pool needs"
                        + " images [channels, height, width], but its input is a vector of 3 features");
        refused(
                Network.of(new Conv(1 << 30)),
                IMAGE,
                "network layer 1 of 1 (input 1x28x28): an image of"
                        + " 1073741824x28x28 is too large; make the layer smaller");
        assertThatThrownBy(Network::of).hasMessage("number of layers must be 1 or more, but was 0");
    }

    private static void refused(Network network, Shape input, String message) {
        assertThatThrownBy(() -> network.shapes(input))
                .isInstanceOf(InputException.class)
                .hasMessage(message);
    }

    @Test
    void theOutputMustBeOneNumberPerClass() {
        assertThatThrownBy(() -> Network.of(new Flatten(), new Linear(5)).check(IMAGE, 10))
                .isInstanceOf(InputException.class)
                .hasMessage("network must end in a vector of 10 numbers for this data, but its output is 5;"
                        + " set the last linear layer's outputs");
    }

    @Test
    void aNormalizationTakesItsPlacesAndTheBiasBeforeThem() {
        Network network = Network.of(
                new Conv(4), new NormPlace(), new Relu(), new Flatten(), new Linear(3), new NormPlace(), new Linear(2));
        List<Layer> normalised = network.with(new BatchNorm()).layers();
        assertThat(normalised)
                .containsExactly(
                        new Conv(4, 3, 1, 1, false),
                        new BatchNorm(),
                        new Relu(),
                        new Flatten(),
                        new Linear(3, false),
                        new BatchNorm(),
                        new Linear(2));
        assertThat(network.with(new NoNormalization()).layers())
                .containsExactly(new Conv(4), new Relu(), new Flatten(), new Linear(3), new Linear(2));
        assertThat(network.hasPlaces()).isTrue();
        assertThat(network.with(new BatchNorm()).hasPlaces()).isFalse();
    }

    @Test
    void aNormalizationTakesItsPlacesInBranchesAndLeavesBiasesThatABranchNeeds() {
        Network network = Network.of(
                new Conv(4),
                new Residual(
                        List.of(new NormPlace(), new Relu(), new Conv(4), new NormPlace()), List.of(new NormPlace())),
                new NormPlace(),
                new GlobalPool());
        assertThat(network.with(new BatchNorm()).layers())
                .containsExactly(
                        new Conv(4),
                        new Residual(
                                List.of(new BatchNorm(), new Relu(), new Conv(4, 3, 1, 1, false), new BatchNorm()),
                                List.of(new BatchNorm())),
                        new BatchNorm(),
                        new GlobalPool());
        assertThat(network.with(new WeightStandardization()).layers().get(1)).isInstanceOf(Residual.class);
        assertThat(Network.of(Residual.of(new NormPlace()))
                        .with(new NoNormalization())
                        .layers())
                .containsExactly(Residual.of(new NormPlace()));
        assertThat(Network.of(Residual.of(new NormPlace())).hasPlaces()).isTrue();
        assertThat(Network.of(Residual.of(new Relu())).hasPlaces()).isFalse();
    }

    @Test
    void placesAreThoseThatComputeInTheirOrderAndShapes() {
        Network network = Network.of(
                new Conv(4),
                new Residual(
                        List.of(new Conv(6, 3, 2, 1, true), Residual.of(new Relu())),
                        List.of(new Conv(6, 1, 2, 0, true))),
                new GlobalPool());
        assertThat(network.places(IMAGE).stream()
                        .map(place -> place.name() + " " + place.input().text()))
                .containsExactly(
                        "0 1x28x28",
                        "1.body.0 4x28x28",
                        "1.body.1.body.0 6x14x14",
                        "1.shortcut.0 4x28x28",
                        "2 6x14x14");
    }

    @Test
    void layersInEachOtherAreBounded() {
        Layer deep = new Relu();
        for (int i = 0; i < 6; i++) {
            deep = Residual.of(deep);
        }
        Layer deepest = deep;
        assertThat(Network.of(deepest).places(IMAGE)).hasSize(1);
        assertThatThrownBy(() -> Network.of(Residual.of(deepest)))
                .isInstanceOf(InputException.class)
                .hasMessage("at most 6 layers that hold others may stand in each other in a network; write it flatter");
    }
}
