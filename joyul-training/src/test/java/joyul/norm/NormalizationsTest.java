package joyul.norm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import joyul.check.InputException;
import joyul.form.Fields;
import joyul.layer.Conv;
import joyul.layer.Flatten;
import joyul.layer.Gradients;
import joyul.layer.Layer;
import joyul.layer.Linear;
import joyul.layer.LoneLayer;
import joyul.layer.NormPlace;
import joyul.layer.Pass;
import joyul.layer.Shape;
import joyul.network.Network;
import joyul.torch.Precision;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NormalizationsTest {
    private static final List<Shape> VECTORS = List.of(new Shape.Vector(5), new Shape.Vector(12));
    private static final List<Shape> IMAGES = List.of(new Shape.Image(3, 4, 5), new Shape.Image(6, 2, 3));
    private static final List<Shape> BOTH =
            Stream.concat(VECTORS.stream(), IMAGES.stream()).toList();
    private static final List<Shape> ONES =
            List.of(new Shape.Vector(1), new Shape.Image(1, 3, 3), new Shape.Image(4, 1, 1), new Shape.Image(1, 1, 1));
    private static final List<Shape> ANY =
            Stream.concat(BOTH.stream(), ONES.stream()).toList();

    /** A kind with the shapes and the batches it is checked on. */
    record Case(Normalization kind, List<Shape> shapes, List<Integer> batches) {
        @Override
        public String toString() {
            return kind.toString();
        }
    }

    static Stream<Case> cases() {
        List<Integer> severals = List.of(2, 3, 7, 12, 13);
        List<Integer> any = List.of(1, 2, 5, 13);
        // Of fewer examples than features the covariance is singular, and automatic differentiation has poles.
        List<Integer> many = List.of(30, 41);
        return Stream.of(
                new Case(new NoNormalization(), ANY, any),
                new Case(new BatchNorm(), ANY, severals),
                new Case(new BatchNorm(0.5, 1e-2), ANY, severals),
                new Case(new BatchNorm(0.5, 1e-2, false), ANY, severals),
                new Case(new GhostBatchNorm(2), ANY, severals),
                new Case(new GhostBatchNorm(4), ANY, severals),
                new Case(new GhostBatchNorm(5, 1, 0.1), ANY, severals),
                new Case(new GhostBatchNorm(5, 1, 0.1, false), ANY, severals),
                new Case(new GhostBatchNorm(12), ANY, severals),
                new Case(new GhostBatchNorm(100), ANY, severals),
                new Case(new FrozenBatchNorm(0), ANY, any),
                new Case(new BatchRenorm(), ANY, severals),
                new Case(new LayerNorm(), BOTH, any),
                new Case(new LayerNorm(0.1), BOTH, any),
                new Case(new GroupNorm(), BOTH, any),
                new Case(new GroupNorm(3, 0.1), BOTH, any),
                new Case(new InstanceNorm(), IMAGES, any),
                new Case(new RmsNorm(), BOTH, any),
                new Case(new RmsNorm(0.1), ANY, any),
                new Case(new WeightStandardization(), BOTH, any),
                new Case(new WeightStandardization(WeightStandardization.Then.LAYER_NORM, 1e-3), BOTH, any),
                new Case(new WeightStandardization(WeightStandardization.Then.BATCH_NORM, 1e-3), BOTH, severals),
                new Case(new Whitening(), VECTORS, many),
                new Case(new Whitening(Whitening.Axes.ZCA, 3, 0.1, 1e-2), VECTORS, many),
                new Case(new Whitening(Whitening.Axes.PCA, 6, 0.1, 1e-2), VECTORS, many),
                new Case(new IterNorm(), VECTORS, many),
                new Case(new IterNorm(3, 4, 0.1, 1e-3), VECTORS, List.of(2, 3, 30)));
    }

    @Test
    void everyKindOfTheCatalogIsTestedHere() {
        assertThat(cases().map(each -> Normalizations.CATALOG.name(each.kind())).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(Normalizations.CATALOG.names());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theExplicitBackwardEqualsAutomaticDifferentiation(Case each) {
        each.kind()
                .layer()
                .ifPresent(layer -> each.shapes()
                        .forEach(shape -> each.batches()
                                .forEach(batch -> Gradients.agreeWithAutograd(
                                        layer.toString(), layer, shape, batch, 100 + batch))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theExplicitBackwardGivesTheSlopesOfItsForward(Case each) {
        int batch = Math.max(5, each.batches().get(0));
        each.kind().layer().ifPresent(layer -> {
            Gradients.areSlopes(layer.toString(), layer, each.shapes().get(0), batch, 1);
            Gradients.areSlopes(
                    layer.toString(), layer, each.shapes().get(each.shapes().size() - 1), batch, 2);
        });
    }

    /** Activations in bfloat16, sums and statistics in float32. */
    @ParameterizedTest
    @MethodSource("cases")
    void inBfloat16EverythingIsTheSameToAHundredth(Case each) {
        each.kind().layer().ifPresent(layer -> {
            for (Shape shape : List.of(
                    each.shapes().get(0), each.shapes().get(each.shapes().size() > 3 ? 2 : 1))) {
                inBfloat16(layer, shape, Math.max(8, each.batches().get(0)));
            }
        });
    }

    private static void inBfloat16(Layer layer, Shape shape, int batch) {
        try (LoneLayer rounded = new LoneLayer(layer, shape, 1, Precision.BFLOAT16, true);
                LoneLayer exact = new LoneLayer(layer, shape, 1)) {
            double[] x = rounded(exact.input(batch));
            double[] dy = rounded(exact.normal(batch * layer.output(shape).size()));
            LoneLayer.Result expected = exact.explicit(x, dy, Pass.train(1));
            LoneLayer.Result actual = rounded.explicit(x, dy, Pass.train(1));
            String what = layer + " on " + shape.text();
            Gradients.equal(what + ": y", actual.output(), expected.output(), 1e-2);
            Gradients.equal(what + ": dx", actual.dx(), expected.dx(), 1e-2);
            for (int i = 0; i < expected.weightGradients().size(); i++) {
                Gradients.equal(
                        what + ": weight " + i,
                        actual.weightGradients().get(i),
                        expected.weightGradients().get(i),
                        1e-2);
            }
        }
    }

    /** To the eight significant bits of bfloat16, so that both formats see the same numbers. */
    private static double[] rounded(double[] values) {
        return Arrays.stream(values)
                .map(value -> Float.intBitsToFloat(Float.floatToRawIntBits((float) value) & 0xFFFF0000))
                .toArray();
    }

    @Test
    void standardizedWeightsAreDifferentiatedThroughTheirStandardization() {
        for (Layer inner : List.of(new Linear(4), new Linear(4, false))) {
            Layer layer = new WeightStandardization().before(inner);
            Gradients.agreeWithAutograd(inner.toString(), layer, new Shape.Vector(6), 5, 3);
            Gradients.areSlopes(inner.toString(), layer, new Shape.Vector(6), 3, 4);
        }
        for (Layer inner : List.of(new Conv(4), new Conv(3, 1, 1, 0, false))) {
            Layer layer = new WeightStandardization().before(inner);
            Gradients.agreeWithAutograd(inner.toString(), layer, new Shape.Image(2, 5, 4), 3, 5);
            Gradients.areSlopes(inner.toString(), layer, new Shape.Image(2, 5, 4), 2, 6);
        }
    }

    @Test
    void theLayerBeforeKeepsItsBiasOnlyWhereNothingCancelsIt() {
        Network network = Network.of(new Linear(8), new NormPlace(), new Linear(2));
        for (Normalization cancels : List.of(
                new BatchNorm(),
                new GhostBatchNorm(8),
                new FrozenBatchNorm(9),
                new BatchRenorm(),
                new Whitening(),
                new IterNorm())) {
            assertThat(network.with(cancels).layers().get(0)).as("%s", cancels).isEqualTo(new Linear(8, false));
        }
        for (Normalization keeps : List.of(new NoNormalization(), new LayerNorm(), new GroupNorm(), new RmsNorm())) {
            assertThat(network.with(keeps).layers().get(0)).as("%s", keeps).isEqualTo(new Linear(8));
        }
        assertThat(network.with(new WeightStandardization()).layers().get(0))
                .isEqualTo(new StandardizedWeights(new Linear(8), 1e-5));
        assertThat(network.with(new WeightStandardization(WeightStandardization.Then.BATCH_NORM, 1e-5))
                        .layers()
                        .get(0))
                .isEqualTo(new StandardizedWeights(new Linear(8, false), 1e-5));
        assertThat(Network.of(new Flatten(), new NormPlace(), new Linear(2))
                        .with(new WeightStandardization())
                        .shapes(new Shape.Image(1, 2, 3)))
                .hasSize(4);
    }

    @Test
    void whatCannotBeNormalisedIsRefusedWithTheReason() {
        refused(
                new InstanceNorm(),
                new Shape.Vector(5),
                "instance_norm needs more than one value per channel and example, but its input is 5; use layer_norm or"
                        + " group_norm there");
        refused(
                new LayerNorm(),
                new Shape.Vector(1),
                "layer_norm needs more than one value per example (the mean of one value is the value itself), but its"
                        + " input has one; use batch_norm or none");
        refused(
                new IterNorm(),
                new Shape.Image(3, 4, 4),
                "iter_norm is for vectors (the hidden layers of an mlp), but its input is an image 3x4x4; use batch_norm"
                        + " or group_norm there");
        assertThatThrownBy(
                        () -> new WeightStandardization().before(new Linear(3)).output(new Shape.Vector(1)))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("weight_standardization needs a layer that sums over more than one number");
    }

    /** Whatever a kind of the catalog cannot do, its message names that kind and no relative of it. */
    @Test
    void everyErrorNamesItsOwnKind() {
        List<String> named = new ArrayList<>();
        for (String name : Normalizations.CATALOG.names()) {
            Normalization kind = Normalizations.CATALOG.read(Fields.of(Map.of("type", name)));
            List<ThrowingCallable> attempts = new ArrayList<>();
            attempts.add(() -> kind.checkBatch(1, 1));
            attempts.add(() -> kind.checkBatch(64, 1));
            kind.layer().ifPresent(layer -> {
                attempts.add(() -> layer.output(new Shape.Vector(1)));
                attempts.add(() -> layer.output(new Shape.Image(3, 4, 4)));
                attempts.add(() -> {
                    try (LoneLayer lone = new LoneLayer(layer, new Shape.Vector(6), 1)) {
                        lone.forward(lone.input(1), Pass.train(1));
                    }
                });
            });
            for (ThrowingCallable attempt : attempts) {
                Throwable thrown = catchThrowable(attempt);
                if (thrown != null) {
                    assertThat(thrown).as("%s", name).isInstanceOf(InputException.class);
                    // It normalises what the standardised weights give by another kind.
                    String says = name.equals("weight_standardization") ? "group_norm" : name;
                    assertThat(thrown.getMessage()).containsPattern("\\b" + says + "\\b");
                    named.add(name);
                }
            }
        }
        assertThat(named)
                .contains(
                        "batch_norm",
                        "ghost_batch_norm",
                        "frozen_batch_norm",
                        "batch_renorm",
                        "layer_norm",
                        "group_norm",
                        "instance_norm",
                        "whitening",
                        "iter_norm")
                .doesNotContain("none", "rms_norm");
    }

    /** The standardised weight too, which libtorch's batch norm takes in one format only. */
    @Test
    void standardizedWeightsInBfloat16AreTheSameToAHundredth() {
        for (Layer inner : List.of(new Linear(6), new Linear(6, false))) {
            inBfloat16(new WeightStandardization().before(inner), new Shape.Vector(20), 8);
        }
        for (Layer inner : List.of(new Conv(4), new Conv(3, 1, 1, 0, false))) {
            inBfloat16(new WeightStandardization().before(inner), new Shape.Image(4, 5, 4), 8);
        }
    }

    private static void refused(NormalizationLayer kind, Shape shape, String message) {
        assertThatThrownBy(() -> kind.output(shape))
                .isInstanceOf(InputException.class)
                .hasMessage(message);
    }

    @Test
    void groupNormTakesTheLargestNumberOfGroupsThatDividesTheChannels() {
        assertThat(ChannelGroups.count(32, new Shape.Image(64, 2, 2))).isEqualTo(32);
        assertThat(ChannelGroups.count(32, new Shape.Image(8, 2, 2))).isEqualTo(8);
        assertThat(ChannelGroups.count(32, new Shape.Image(100, 2, 2))).isEqualTo(25);
        assertThat(ChannelGroups.count(32, new Shape.Vector(100))).isEqualTo(25);
        assertThat(ChannelGroups.count(32, new Shape.Vector(8))).isEqualTo(4);
        assertThat(ChannelGroups.count(32, new Shape.Vector(7))).isEqualTo(1);
    }
}
