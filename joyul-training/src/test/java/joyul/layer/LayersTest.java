package joyul.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import joyul.torch.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LayersTest {
    private static final List<Shape> IMAGES = List.of(
            new Shape.Image(3, 7, 6), new Shape.Image(1, 6, 5), new Shape.Image(2, 5, 8), new Shape.Image(4, 5, 5));
    private static final List<Shape> VECTORS = List.of(new Shape.Vector(7), new Shape.Vector(1));
    private static final List<Shape> BOTH =
            Stream.concat(IMAGES.stream(), VECTORS.stream()).toList();

    /** A layer with the shapes it takes. */
    record Case(Layer layer, List<Shape> shapes) {}

    static Stream<Case> cases() {
        return Stream.of(
                new Case(new Linear(5), VECTORS),
                new Case(new Linear(5, false), VECTORS),
                new Case(new Conv(5), IMAGES),
                new Case(new Conv(5, 3, 1, 1, false), IMAGES),
                new Case(new Conv(1, 1, 1, 0, true), IMAGES),
                new Case(new Conv(3, 5, 2, 2, true), IMAGES),
                new Case(new Conv(16, 2, 3, 1, false), IMAGES),
                new Case(new Conv(4, 5, 1, 0, true), IMAGES),
                new Case(new NormPlace(), BOTH),
                new Case(new Relu(), BOTH),
                new Case(new Sigmoid(), BOTH),
                new Case(new Tanh(), BOTH),
                new Case(new MaxPool(2), IMAGES),
                new Case(new MaxPool(3, 2), IMAGES),
                new Case(new MaxPool(2, 3), IMAGES),
                new Case(new MaxPool(5, 1), IMAGES),
                new Case(new AveragePool(2, 2), IMAGES),
                new Case(new AveragePool(3, 1), IMAGES),
                new Case(new AveragePool(2, 3), IMAGES),
                new Case(new GlobalPool(), IMAGES),
                new Case(new Flatten(), BOTH),
                // What dropping does is in DropoutTest; without it the layer is the identity.
                new Case(new Dropout(0), BOTH),
                new Case(Residual.of(new Relu()), BOTH),
                new Case(Residual.of(new Linear(7), new Tanh(), new Linear(7, false)), List.of(new Shape.Vector(7))),
                new Case(
                        new Residual(
                                List.of(new Conv(5, 3, 2, 1, false), new Relu(), new Conv(5)),
                                List.of(new Conv(5, 1, 2, 0, true))),
                        IMAGES),
                new Case(
                        new Residual(
                                List.of(new Relu(), Residual.of(new Sigmoid(), new Conv(4))), List.of(new Conv(4))),
                        List.of(new Shape.Image(4, 5, 5))));
    }

    @Test
    void everyLayerOfTheCatalogIsTestedHere() {
        assertThat(cases().map(each -> Layers.CATALOG.name(each.layer())).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(Layers.CATALOG.names());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theExplicitBackwardEqualsAutomaticDifferentiation(Case each) {
        for (Shape shape : each.shapes()) {
            for (int batch : new int[] {1, 2, 5}) {
                Gradients.agreeWithAutograd(each.layer().toString(), each.layer(), shape, batch, 31L * batch);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theExplicitBackwardGivesTheSlopesOfItsForward(Case each) {
        Gradients.areSlopes(each.layer().toString(), each.layer(), each.shapes().get(0), 2, 7);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theOutputHasTheShapeThatWasForetold(Case each) {
        for (Shape shape : each.shapes()) {
            try (LoneLayer lone = new LoneLayer(each.layer(), shape, 1)) {
                assertThat(lone.forward(lone.input(3), Pass.infer()))
                        .as("%s on %s", each.layer(), shape)
                        .hasSize(3 * lone.outputSize());
            }
        }
    }

    @Test
    void theFirstLayerThatLearnsGivesNoInputGradient() {
        for (Layer layer : List.of(new Linear(4), new Linear(4, false))) {
            assertFirst(layer, new Shape.Vector(6));
        }
        for (Layer layer : List.of(
                new Conv(4),
                new Conv(4, 3, 1, 1, false),
                new Residual(List.of(new Conv(4), new Relu(), new Conv(4)), List.of(new Conv(4))))) {
            assertFirst(layer, new Shape.Image(2, 5, 5));
        }
    }

    private static void assertFirst(Layer layer, Shape shape) {
        try (LoneLayer lone = new LoneLayer(layer, shape, 5, Precision.FLOAT64, false)) {
            double[] x = lone.input(3);
            double[] dy = lone.normal(3 * lone.outputSize());
            LoneLayer.Result actual = lone.explicit(x, dy, Pass.train(1));
            assertThat(actual.inputGradient()).isNull();
            Gradients.equal(
                    layer.toString(),
                    actual.weightGradients().get(0),
                    lone.automatic(x, dy).weightGradients().get(0),
                    1e-10);
        }
    }

    @Test
    void reluIsZeroAtZeroAndBelow() {
        try (LoneLayer lone = new LoneLayer(new Relu(), new Shape.Vector(1), 1)) {
            LoneLayer.Result result = lone.explicit(new double[] {-1, 0, 2}, new double[] {10, 20, 30}, Pass.train(1));
            assertThat(result.output()).containsExactly(0, 0, 2);
            assertThat(result.inputGradient()).containsExactly(0, 0, 30);
        }
    }

    @Test
    void flattenGoesChannelByChannelThenRowByRow() {
        try (LoneLayer lone = new LoneLayer(new Flatten(), new Shape.Image(2, 2, 2), 1)) {
            double[] two = {0, 1, 2, 3, 4, 5, 6, 7, 10, 11, 12, 13, 14, 15, 16, 17};
            // Two examples side by side: features first.
            assertThat(lone.forward(two, Pass.infer()))
                    .containsExactly(0, 10, 1, 11, 2, 12, 3, 13, 4, 14, 5, 15, 6, 16, 7, 17);
        }
    }
}
