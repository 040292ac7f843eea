package joyul.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import joyul.check.InputException;
import joyul.file.SafeTensors;
import joyul.layer.AveragePool;
import joyul.layer.Conv;
import joyul.layer.Dropout;
import joyul.layer.Flatten;
import joyul.layer.GlobalPool;
import joyul.layer.Gradients;
import joyul.layer.Layer;
import joyul.layer.Linear;
import joyul.layer.MaxPool;
import joyul.layer.NormPlace;
import joyul.layer.Pass;
import joyul.layer.Place;
import joyul.layer.Population;
import joyul.layer.Relu;
import joyul.layer.Residual;
import joyul.layer.Shape;
import joyul.layer.Sigmoid;
import joyul.layer.Tanh;
import joyul.layer.Weight;
import joyul.loss.CrossEntropy;
import joyul.loss.Loss;
import joyul.network.Initialization;
import joyul.network.Network;
import joyul.norm.BatchNorm;
import joyul.norm.GhostBatchNorm;
import joyul.norm.NoNormalization;
import joyul.norm.Normalization;
import joyul.torch.Precision;
import joyul.torch.Scope;
import joyul.torch.Tensors;
import joyul.torch.Torch;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ModelTest {
    private static final Shape IMAGE = new Shape.Image(2, 8, 7);
    private static final Shape VECTOR = new Shape.Vector(6);

    /** Named by what is special about it. */
    record Case(String name, Network network, Shape input) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        Network mlp = Network.of(
                new Linear(9),
                new NormPlace(),
                new Relu(),
                new Linear(7),
                new NormPlace(),
                new Sigmoid(),
                new Linear(4));
        Network cnn = Network.of(
                new Conv(5),
                new NormPlace(),
                new Relu(),
                new MaxPool(2),
                new Dropout(0),
                new Conv(6, 3, 2, 1, true),
                new NormPlace(),
                new Tanh(),
                new Flatten(),
                new Linear(8),
                new NormPlace(),
                new Linear(4));
        Network pooled = Network.of(
                new Conv(3, 2, 1, 0, true),
                new NormPlace(),
                new AveragePool(2, 2),
                new Conv(4),
                new NormPlace(),
                new GlobalPool());
        Network normFirst = Network.of(new Flatten(), new NormPlace(), new Relu(), new Linear(4));
        Network residual = Network.of(
                new Residual(
                        List.of(new Conv(4), new NormPlace(), new Relu(), new Conv(4, 3, 2, 1, true), new NormPlace()),
                        List.of(new Conv(4, 1, 2, 0, true), new NormPlace())),
                new Relu(),
                Residual.of(new NormPlace(), new Relu(), Residual.of(new Conv(4)), new NormPlace(), new Conv(4)),
                new NormPlace(),
                new GlobalPool());
        List<Case> cases = new ArrayList<>();
        for (Normalization each : List.of(new NoNormalization(), new BatchNorm(), new GhostBatchNorm(4))) {
            cases.add(new Case("mlp, " + each, mlp.with(each), VECTOR));
            cases.add(new Case("mlp on images, " + each, normFirst.with(each), IMAGE));
            cases.add(new Case("cnn, " + each, cnn.with(each), IMAGE));
            cases.add(new Case("residual, " + each, residual.with(each), IMAGE));
            cases.add(new Case("pooled cnn, " + each, pooled.with(each), IMAGE));
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theGradientOfAWholeNetworkIsThatOfAutomaticDifferentiation(Case each) {
        Torch.useThreads(1);
        Random random = new Random(11);
        int batch = 9;
        double[] x = random.doubles((long) batch * each.input().size(), -2, 2).toArray();
        long[] labels = random.longs(batch, 0, 4).toArray();
        try (PointerScope scope = new PointerScope();
                Model model = new Model(each.network(), each.input(), Precision.FLOAT64);
                Loss.Run loss = new CrossEntropy(0.1).start(Precision.FLOAT64)) {
            model.initialize(new Initialization.He(), 3);
            Map<String, Tensor> leaves = leaves(model);
            Tensor outputs = automatic(each, leaves, tensor(each.input(), x, batch));
            Tensor expected = torch.cross_entropy_loss(
                    outputs.t(), Tensors.ofLongs(labels, batch), new TensorOptional(), 1, -100, 0.1);
            expected.backward();
            try (Scope work = Scope.open()) {
                for (int again = 0; again < 2; again++) {
                    Tensor actual = model.forward(tensor(each.input(), x, batch), Pass.train(1));
                    double value = loss.forward(actual, Tensors.ofLongs(labels, batch));
                    assertThat(value).isCloseTo(expected.item_double(), within(1e-10));
                    model.backward(loss.backward());
                }
                leaves.forEach((name, leaf) -> Gradients.equal(
                        each + ": " + name, gradient(model, name), Tensors.doubles(leaf.grad()), 1e-10));
            }
        }
    }

    /** Each weight's copy to differentiate by, without the statistics. */
    private static Map<String, Tensor> leaves(Model model) {
        Map<String, Tensor> leaves = new LinkedHashMap<>();
        model.named().forEach((name, tensor) -> {
            if (!name.contains("_")) {
                leaves.put(name, tensor.clone().detach().requires_grad_(true));
            }
        });
        return leaves;
    }

    private static Tensor automatic(Case each, Map<String, Tensor> leaves, Tensor input) {
        Tensor x = input;
        for (int i = 0; i < each.network().layers().size(); i++) {
            Layer layer = each.network().layers().get(i);
            String prefix = i + ".";
            List<Tensor> weights = leaves.entrySet().stream()
                    .filter(leaf -> leaf.getKey().startsWith(prefix))
                    .map(Map.Entry::getValue)
                    .toList();
            x = layer.reference(x, weights);
        }
        return x;
    }

    /** The part of the flat gradient at the same places as the named weight in the flat weights. */
    private static double[] gradient(Model model, String name) {
        Tensor weight = Objects.requireNonNull(model.named().get(name));
        long start = weight.storage_offset();
        Tensor flat = model.gradients().narrow(0, start, weight.numel());
        long[] dims = weight.shape();
        return Tensors.doubles(
                dims.length == 4 ? flat.view(dims[0], dims[2], dims[3], dims[1]).permute(0, 3, 1, 2) : flat);
    }

    private static Tensor tensor(Shape shape, double[] values, int batch) {
        return shape instanceof Shape.Image image
                ? Tensors.ofDoubles(values, batch, image.channels(), image.height(), image.width())
                : Tensors.ofDoubles(values, shape.size(), batch);
    }

    @Test
    void stateIsInPyTorchsNamesAndShapesAndLoadsBack() {
        Network network = Network.of(new Conv(5, 3, 1, 1, true), new NormPlace(), new Flatten(), new Linear(4))
                .with(new BatchNorm());
        try (Model model = new Model(network, IMAGE, Precision.FLOAT32);
                Model other = new Model(network, IMAGE, Precision.FLOAT32)) {
            model.initialize(new Initialization.Torch(), 3);
            Map<String, SafeTensors.Values> state = model.state();
            Map<String, List<Long>> shapes = new LinkedHashMap<>();
            state.forEach((name, values) -> shapes.put(name, values.shape()));
            assertThat(shapes)
                    .containsExactly(
                            Map.entry("0.weight", List.of(5L, 2L, 3L, 3L)),
                            Map.entry("1.weight", List.of(5L)),
                            Map.entry("1.bias", List.of(5L)),
                            Map.entry("1.moving_mean", List.of(5L)),
                            Map.entry("1.moving_var", List.of(5L)),
                            Map.entry("1.running_mean", List.of(5L)),
                            Map.entry("1.running_var", List.of(5L)),
                            Map.entry("3.weight", List.of(4L, 280L)),
                            Map.entry("3.bias", List.of(4L)));
            assertThat(model.size()).isEqualTo(5 * 2 * 9 + 5 + 5 + 4 * 280 + 4);
            other.load(state);
            assertThat(Tensors.floats(other.parameters())).isEqualTo(Tensors.floats(model.parameters()));

            state.remove("3.bias");
            assertThatThrownBy(() -> other.load(state))
                    .isInstanceOf(InputException.class)
                    .hasMessage("the network's tensor 3.bias has shape [4], but the weights hold none;"
                            + " use the recipe that they were trained with");
            state.put("3.bias", new SafeTensors.Values(List.of(5L), new float[5]));
            assertThatThrownBy(() -> other.load(state))
                    .isInstanceOf(InputException.class)
                    .hasMessage("the network's tensor 3.bias has shape [4], but the weights hold [5];"
                            + " use the recipe that they were trained with");
            state.put("4.bias", new SafeTensors.Values(List.of(4L), new float[4]));
            assertThatThrownBy(() -> other.load(state))
                    .isInstanceOf(InputException.class)
                    .hasMessage("the weights hold a tensor 4.bias that the network does not have;"
                            + " use the recipe that they were trained with");
        }
    }

    @Test
    void weightsInBranchesHavePyTorchsNamesAndAreDrawnInTheirOrder() {
        Network network = Network.of(
                        new Conv(3),
                        new Residual(
                                List.of(new Conv(4), new NormPlace(), Residual.of(new Conv(4, 1, 1, 0, false))),
                                List.of(new Conv(4, 1, 1, 0, true))),
                        new GlobalPool())
                .with(new BatchNorm());
        try (Model model = new Model(network, IMAGE, Precision.FLOAT32)) {
            assertThat(model.named().keySet())
                    .containsExactly(
                            "0.weight",
                            "0.bias",
                            "1.body.0.weight",
                            "1.body.1.weight",
                            "1.body.1.bias",
                            "1.body.1.moving_mean",
                            "1.body.1.moving_var",
                            "1.body.1.running_mean",
                            "1.body.1.running_var",
                            "1.body.2.body.0.weight",
                            "1.shortcut.0.weight",
                            "1.shortcut.0.bias");
            model.initialize(new Initialization.Torch(), 3);
            SplittableRandom random = new SplittableRandom(3);
            for (Place place : network.places(IMAGE)) {
                for (Weight weight : place.layer().weights(place.input())) {
                    assertThat(Tensors.floats(
                                    Objects.requireNonNull(model.named().get(place.name() + "." + weight.name()))))
                            .as(place.name())
                            .isEqualTo(new Initialization.Torch().values(weight, random));
                }
            }
        }
    }

    @Test
    void whatIsRandomInBranchesFollowsFromTheSeedAndThePlace() {
        Network network =
                Network.of(new Residual(List.of(new Dropout(0.5), new Relu()), List.of(new Dropout(0.5), new Relu())));
        Shape shape = new Shape.Vector(400);
        try (Model model = new Model(network, shape, Precision.FLOAT32);
                Model other = new Model(network, shape, Precision.FLOAT32);
                Scope scope = Scope.open()) {
            float[] ones = new float[400];
            Arrays.fill(ones, 1);
            float[] sums = Tensors.floats(model.forward(Tensors.ofFloats(ones, 400, 1), Pass.train(5)));
            // 2 where one branch kept a number, 4 where both did: their masks are not the same.
            long both = IntStream.range(0, 400).filter(i -> sums[i] == 4).count();
            long one = IntStream.range(0, 400).filter(i -> sums[i] == 2).count();
            assertThat(both).isBetween(60L, 140L);
            assertThat(one).isBetween(150L, 250L);
            assertThat(Tensors.floats(other.forward(Tensors.ofFloats(ones, 400, 1), Pass.train(5))))
                    .isEqualTo(sums);
            assertThat(Tensors.floats(other.forward(Tensors.ofFloats(ones, 400, 1), Pass.train(6))))
                    .isNotEqualTo(sums);
        }
    }

    /**
     * Two batches of two examples. The body's norm sees x: means 3 and 5, so that the population has mean 4 and variance
     * (1 + 1 + 9 + 9) / 4 + 1 = 6. The one behind the sum x + (x - mean) / deviation of each batch sees, with the
     * deviations 1 and 3, {1, 5} and {1, 9}: mean 4, variance (9 + 1 + 9 + 25) / 4 = 11.
     */
    @Test
    void thePopulationOfNestedPlacesIsThatOfTheUnionComputedByHand() {
        BatchNorm exact = new BatchNorm(0.1, 1e-12, true);
        Network network = Network.of(Residual.of(exact), new BatchNorm(0.1, 1e-12, true));
        try (Model model = new Model(network, new Shape.Vector(1), Precision.FLOAT64);
                Scope scope = Scope.open()) {
            model.initialize(new Initialization.Torch(), 1);
            model.populations().forEach(Population::beginEstimate);
            for (double[] batch : new double[][] {{2, 4}, {2, 8}}) {
                model.forward(Tensors.ofDoubles(batch, 1, 2), Pass.estimate());
            }
            model.populations().forEach(Population::endEstimate);
            Map<String, Double> statistics = new LinkedHashMap<>();
            model.named().forEach((name, tensor) -> {
                if (name.contains("running")) {
                    statistics.put(name, (double) Math.round(1e6 * tensor.item_double()) / 1e6);
                }
            });
            assertThat(statistics)
                    .containsExactly(
                            Map.entry("0.body.0.running_mean", 4.0),
                            Map.entry("0.body.0.running_var", 6.0),
                            Map.entry("1.running_mean", 4.0),
                            Map.entry("1.running_var", 11.0));
        }
    }

    @Test
    void aLayerTooLargeForAnArrayIsTheUsersMistake() {
        Network network = Network.of(new Linear(Integer.MAX_VALUE));
        assertThatThrownBy(() -> new Model(network, new Shape.Vector(784), Precision.FLOAT32))
                .isInstanceOf(InputException.class)
                .hasMessage("the tensor 'weight' of shape [2147483647, 784] is too large; make the layer smaller");
    }

    @Test
    void paddingBetweenWeightsStaysZeroWhateverTheOptimizerDoes() {
        Network network = Network.of(new Linear(3), new Relu(), new Linear(2));
        try (Model model = new Model(network, VECTOR, Precision.FLOAT32);
                Scope scope = Scope.open()) {
            model.initialize(new Initialization.He(), 1);
            float[] flat = Tensors.floats(model.parameters());
            long learned = 3 * 6 + 3 + 2 * 3 + 2;
            assertThat(model.size()).isEqualTo(learned);
            assertThat(flat.length).isEqualTo(32 + 16 + 16 + 16);
            assertThat(Arrays.copyOfRange(flat, 18, 32)).containsOnly(0);
        }
    }
}
