package joyul.norm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import joyul.layer.Gradients;
import joyul.layer.LoneLayer;
import joyul.layer.Pass;
import joyul.layer.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NormalizationsTest {
    private static final List<Shape> SHAPES = List.of(
            new Shape.Vector(5),
            new Shape.Vector(1),
            new Shape.Image(3, 4, 5),
            new Shape.Image(1, 3, 3),
            new Shape.Image(4, 1, 1),
            new Shape.Image(1, 1, 1));

    static Stream<Normalization> kinds() {
        return Stream.of(
                new NoNormalization(),
                new BatchNorm(),
                new BatchNorm(0.5, 1e-2),
                new GhostBatchNorm(2),
                new GhostBatchNorm(4),
                new GhostBatchNorm(5, 1, 0.1),
                new GhostBatchNorm(12),
                new GhostBatchNorm(100));
    }

    @Test
    void everyKindOfTheCatalogIsTestedHere() {
        assertThat(kinds().map(Normalizations.CATALOG::name).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(Normalizations.CATALOG.names());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theExplicitBackwardEqualsAutomaticDifferentiation(Normalization kind) {
        Stream.of(2, 3, 7, 12, 13)
                .forEach(batch -> kind.layer()
                        .ifPresent(layer -> SHAPES.forEach(shape ->
                                Gradients.agreeWithAutograd(layer.toString(), layer, shape, batch, 100 + batch))));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theExplicitBackwardGivesTheSlopesOfItsForward(Normalization kind) {
        kind.layer().ifPresent(layer -> {
            Gradients.areSlopes(layer.toString(), layer, new Shape.Vector(3), 9, 1);
            Gradients.areSlopes(layer.toString(), layer, new Shape.Image(2, 3, 2), 5, 2);
        });
    }

    @Test
    void theInputGradientsOfAFeatureSumToZero() {
        try (LoneLayer lone = new LoneLayer(new BatchNorm(), new Shape.Vector(1), 3)) {
            double[] dx = lone.explicit(lone.input(50), lone.normal(50), Pass.train(1))
                    .dx();
            double sum = IntStream.range(0, 50).mapToDouble(i -> dx[i]).sum();
            double size =
                    IntStream.range(0, 50).mapToDouble(i -> Math.abs(dx[i])).sum();
            assertThat(Math.abs(sum)).isLessThanOrEqualTo(1e-12 * size);
        }
    }

    @Test
    void twoExamplesBecomePlusAndMinusOneAndPassNoGradientOn() {
        try (LoneLayer lone = new LoneLayer(new BatchNorm(), new Shape.Vector(1), 3)) {
            lone.setWeight(0, 1);
            lone.setWeight(1, 0);
            LoneLayer.Result result = lone.explicit(new double[] {-1, 1.5}, new double[] {2, -3}, Pass.train(1));
            Gradients.equal("y", result.output(), new double[] {-1, 1}, 1e-5);
            // The largest output gradient is 3.
            Gradients.equal("dx", result.dx(), new double[] {0, 0}, 3e-3);
        }
    }
}
