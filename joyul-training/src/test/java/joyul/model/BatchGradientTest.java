package joyul.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import joyul.Fixture;
import joyul.layer.Conv;
import joyul.layer.Dropout;
import joyul.layer.Flatten;
import joyul.layer.Gradients;
import joyul.layer.Layer;
import joyul.layer.Linear;
import joyul.layer.MaxPool;
import joyul.layer.Pass;
import joyul.layer.Relu;
import joyul.layer.Residual;
import joyul.layer.Shape;
import joyul.layer.Tanh;
import joyul.loss.CrossEntropy;
import joyul.loss.Loss;
import joyul.network.Initialization;
import joyul.network.Network;
import joyul.norm.BatchNorm;
import joyul.norm.GhostBatchNorm;
import joyul.torch.Precision;
import joyul.torch.Scope;
import joyul.torch.Tensors;
import joyul.torch.Torch;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BatchGradientTest {
    /** What one batch gives: the mean loss, and all gradients and statistics, flat. */
    record Outcome(double loss, double[] gradients, double[] statistics) {}

    /** A whole data set in float64, which the product's own batches are not. */
    private record Doubles(Shape shape, double[] x, long[] labels) implements BatchSource {
        @Override
        public Gather.Batch batch(int start, int length) {
            int size = shape.size();
            double[] part = Arrays.copyOfRange(x, start * size, (start + length) * size);
            Tensor inputs = shape instanceof Shape.Image image
                    ? torch.clone(
                            Tensors.ofDoubles(part, length, image.channels(), image.height(), image.width()),
                            new MemoryFormatOptional(MemoryFormat.ChannelsLast))
                    : Tensors.ofDoubles(part, length, size).t();
            return new Gather.Batch(inputs, Tensors.ofLongs(Arrays.copyOfRange(labels, start, start + length), length));
        }
    }

    private static Fixture fixture(String name) {
        return Fixture.all("model/accumulation.json").stream()
                .filter(each -> each.text("name").equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Model model(Network network, Fixture fixture) {
        Model model = new Model(network, new Shape.Vector(7), Precision.FLOAT64);
        model.initialize(new Initialization.Torch(), 1);
        Fixture weights = fixture.below("weights");
        model.named().forEach((name, tensor) -> {
            if (weights.has(name)) {
                tensor.copy_(Tensors.ofDoubles(weights.numbers(name), tensor.shape()));
            }
        });
        return model;
    }

    /** The gradients of one batch by micro-batches, twice: the second time in used buffers. */
    private static double loss(Model model, Fixture fixture, int microBatch) {
        long[] labels = Arrays.stream(fixture.numbers("labels"))
                .mapToLong(v -> (long) v)
                .toArray();
        Doubles source = new Doubles(new Shape.Vector(7), fixture.numbers("x"), labels);
        double value = 0;
        try (Loss.Run loss = new CrossEntropy(0).start(Precision.FLOAT64);
                BatchGradient gradient = new BatchGradient(model, loss, source, microBatch)) {
            for (int again = 0; again < 2; again++) {
                try (Scope scope = Scope.open()) {
                    value = gradient.of(0, labels.length, Pass.train(1));
                }
            }
        }
        return value;
    }

    private static Map<String, double[]> gradients(Model model) {
        Map<String, double[]> gradients = new LinkedHashMap<>();
        try (Scope scope = Scope.open()) {
            model.named().forEach((name, weight) -> {
                if (!name.contains("_")) {
                    gradients.put(
                            name,
                            Tensors.doubles(model.gradients().narrow(0, weight.storage_offset(), weight.numel())));
                }
            });
        }
        return gradients;
    }

    private static double[] all(Map<String, double[]> gradients) {
        return gradients.values().stream().flatMapToDouble(Arrays::stream).toArray();
    }

    private static double[] all(Fixture gradients, Map<String, double[]> names) {
        return names.keySet().stream()
                .flatMapToDouble(name -> Arrays.stream(gradients.numbers(name)))
                .toArray();
    }

    @Test
    void microBatchesAddUpToTheBatchAndAShortOneIsWeighedByItsCount() {
        Fixture fixture = fixture("no normalization");
        Network network = Network.of(new Linear(9), new Tanh(), new Linear(3));
        for (int microBatch : new int[] {1, 7, 16, 49, 50, 100}) {
            try (Model model = model(network, fixture)) {
                assertThat(loss(model, fixture, microBatch)).isCloseTo(fixture.number("loss"), within(1e-12));
                Map<String, double[]> actual = gradients(model);
                Gradients.equal(
                        "micro-batch " + microBatch, all(actual), all(fixture.below("gradients"), actual), 1e-12);
            }
        }
    }

    @Test
    void fourMicroBatchesThroughThreeBatchNormsGiveTheGradientsOfTheWholeBatch() {
        Fixture fixture = fixture("three batch norms");
        Layer norm = new GhostBatchNorm(64);
        Network network = Network.of(
                new Linear(9, false),
                norm,
                new Tanh(),
                new Linear(8, false),
                norm,
                new Tanh(),
                new Linear(6, false),
                norm,
                new Tanh(),
                new Linear(3));
        try (Model model = model(network, fixture)) {
            assertThat(loss(model, fixture, 16)).isCloseTo(fixture.number("loss"), within(1e-12));
            Map<String, double[]> actual = gradients(model);
            double[] exact = all(fixture.below("gradients"), actual);
            Gradients.equal("lockstep", all(actual), exact, 1e-10);
            // Holding the shared statistics constant is another gradient, and not this one.
            double[] stopped = all(fixture.below("stopped"), actual);
            assertThat(largestDifference(stopped, exact)).isGreaterThan(1e-3);
            assertThat(largestDifference(stopped, all(actual))).isGreaterThan(1e-3);
        }
        try (Model ghosts = model(with(network, new BatchNorm()), fixture)) {
            loss(ghosts, fixture, 16);
            Map<String, double[]> actual = gradients(ghosts);
            // Without spanning it is ghost batch norm of sixteen: yet another gradient.
            assertThat(largestDifference(all(actual), all(fixture.below("gradients"), actual)))
                    .isGreaterThan(1e-3);
        }
    }

    private static Network with(Network network, Layer norm) {
        return new Network(network.layers().stream()
                .map(layer -> layer instanceof GhostBatchNorm ? norm : layer)
                .toList());
    }

    private static double largestDifference(double[] a, double[] b) {
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs(a[i] - b[i]));
        }
        return largest;
    }

    static Stream<Integer> normalizationBatches() {
        return Stream.of(12, 13, 20, 25, 50);
    }

    /** Any size, also where nothing divides, in an image network: as the same groups in one pass give it. */
    @ParameterizedTest
    @MethodSource("normalizationBatches")
    void normalizationBatchesAcrossMicroBatchesEqualGhostGroupsOfTheWholeBatch(int size) {
        Layer norm = new GhostBatchNorm(size);
        Network network = Network.of(
                new Conv(3),
                norm,
                new MaxPool(2),
                new Relu(),
                new Conv(4),
                norm,
                new Relu(),
                new Flatten(),
                new Linear(5),
                norm,
                new Tanh(),
                new Linear(3));
        Outcome whole = outcome(network, 50, Pass.train(1, 3));
        for (int microBatch : new int[] {4, 7, 11}) {
            Outcome parts = outcome(network, microBatch, Pass.train(1, 3));
            String what = "NBS " + size + ", micro-batch " + microBatch;
            assertThat(parts.loss()).as(what).isCloseTo(whole.loss(), within(1e-12));
            Gradients.equal(what, parts.gradients(), whole.gradients(), 1e-10);
            Gradients.equal(what + ": statistics", parts.statistics(), whole.statistics(), 1e-12);
        }
    }

    /** Cut in the body, in the shortcut, in a residual inside another, and where the first that learns stands in a branch. */
    @ParameterizedTest
    @MethodSource("normalizationBatches")
    void normalizationBatchesInBranchesEqualGhostGroupsOfTheWholeBatch(int size) {
        Layer norm = new GhostBatchNorm(size);
        Layer halving = new Residual(
                List.of(
                        new Conv(4, 3, 2, 1, false),
                        norm,
                        new Relu(),
                        Residual.of(new Conv(4), norm, new Tanh()),
                        norm),
                List.of(new Conv(4, 1, 2, 0, false), norm));
        Layer identity = Residual.of(norm, new Relu(), new Conv(4), norm, new Relu(), new Conv(4));
        List<Network> networks = List.of(
                Network.of(
                        new Conv(3),
                        norm,
                        new Relu(),
                        halving,
                        new Relu(),
                        identity,
                        norm,
                        new Flatten(),
                        new Linear(3)),
                Network.of(halving, identity, new Relu(), new Flatten(), new Linear(3)),
                Network.of(
                        new Residual(List.of(new Relu()), List.of(norm)),
                        Residual.of(new Conv(2), norm, new Tanh()),
                        new Flatten(),
                        new Linear(3)));
        for (Network network : networks) {
            Outcome whole = outcome(network, 50, Pass.train(1, 3));
            for (int microBatch : new int[] {4, 7, 11}) {
                Outcome parts = outcome(network, microBatch, Pass.train(1, 3));
                String what = network + ", NBS " + size + ", micro-batch " + microBatch;
                assertThat(parts.loss()).as(what).isCloseTo(whole.loss(), within(1e-12));
                Gradients.equal(what, parts.gradients(), whole.gradients(), 1e-10);
                Gradients.equal(what + ": statistics", parts.statistics(), whole.statistics(), 1e-12);
            }
        }
    }

    @Test
    void normalizationFirstAndDropoutInBetweenAreNoExceptions() {
        Network first = Network.of(new GhostBatchNorm(50), new Flatten(), new Linear(3));
        Gradients.equal(
                "norm first",
                outcome(first, 9, Pass.train(1)).gradients(),
                outcome(first, 50, Pass.train(1)).gradients(),
                1e-10);
        Layer norm = new GhostBatchNorm(50);
        Network dropping =
                Network.of(new Flatten(), new Linear(8), norm, new Dropout(0.5), new Linear(8), norm, new Linear(3));
        Outcome once = outcome(dropping, 10, Pass.train(4));
        assertThat(outcome(dropping, 10, Pass.train(4)).gradients()).isEqualTo(once.gradients());
        assertThat(outcome(dropping, 10, Pass.train(5)).gradients()).isNotEqualTo(once.gradients());
    }

    @Test
    void cumulativeAveragesWeighEveryStepAlikeHoweverItIsCut() {
        Network network = Network.of(new Flatten(), new Linear(4), new GhostBatchNorm(25), new Linear(3));
        double[] whole =
                outcome(network, 50, Pass.train(1, 7).averagingAll(true)).statistics();
        double[] parts =
                outcome(network, 10, Pass.train(1, 7).averagingAll(true)).statistics();
        Gradients.equal("statistics", parts, whole, 1e-12);
    }

    private static Outcome outcome(Network network, int microBatch, Pass pass) {
        Shape shape = new Shape.Image(2, 6, 5);
        Torch.useThreads(1);
        Random random = new Random(9);
        double[] x = random.doubles(50L * shape.size(), -1, 1).toArray();
        long[] labels = random.longs(50, 0, 3).toArray();
        try (Model model = new Model(network, shape, Precision.FLOAT64);
                Loss.Run loss = new CrossEntropy(0).start(Precision.FLOAT64);
                BatchGradient gradient = new BatchGradient(model, loss, new Doubles(shape, x, labels), microBatch)) {
            model.initialize(new Initialization.He(), 5);
            try (Scope scope = Scope.open()) {
                double value = gradient.of(0, 50, pass);
                return new Outcome(value, all(gradients(model)), Tensors.doubles(model.statistics()));
            }
        }
    }

    @Test
    void partsNeverExceedTheMicroBatchAndDifferByAtMostOne() {
        assertThat(Part.ofAtMost(16, 3, 50))
                .containsExactly(new Part(3, 13), new Part(16, 13), new Part(29, 12), new Part(41, 12));
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            int most = 1 + random.nextInt(40);
            int length = 1 + random.nextInt(200);
            List<Integer> sizes =
                    Part.ofAtMost(most, 0, length).stream().map(Part::length).toList();
            assertThat(sizes.stream().mapToInt(Objects::requireNonNull).sum())
                    .as("seed %d", seed)
                    .isEqualTo(length);
            assertThat(sizes.get(0)).as("seed %d", seed).isLessThanOrEqualTo(most);
            assertThat(sizes.get(0) - sizes.get(sizes.size() - 1))
                    .as("seed %d", seed)
                    .isLessThanOrEqualTo(1);
        }
    }
}
