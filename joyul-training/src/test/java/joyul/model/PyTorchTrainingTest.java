package joyul.model;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import joyul.file.SafeTensors;
import joyul.layer.Conv;
import joyul.layer.Flatten;
import joyul.layer.Gradients;
import joyul.layer.Linear;
import joyul.layer.MaxPool;
import joyul.layer.Pass;
import joyul.layer.Population;
import joyul.layer.Relu;
import joyul.layer.Residual;
import joyul.layer.Shape;
import joyul.layer.Tanh;
import joyul.loss.CrossEntropy;
import joyul.loss.Loss;
import joyul.network.Network;
import joyul.norm.BatchNorm;
import joyul.optim.Optimizer;
import joyul.optim.Sgd;
import joyul.torch.Precision;
import joyul.torch.Scope;
import joyul.torch.Tensors;
import joyul.torch.Torch;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

/** Training from PyTorch's initial weights on PyTorch's batches, in float32 and in bfloat16. */
class PyTorchTrainingTest {
    @Test
    void twentyStepsOfAnMlpAreThoseOfPyTorch() throws Exception {
        Network network = Network.of(
                new Linear(16, false),
                new BatchNorm(),
                new Relu(),
                new Linear(8, false),
                new BatchNorm(),
                new Tanh(),
                new Linear(3));
        follows("mlp.safetensors", network, new Shape.Vector(10));
    }

    @Test
    void twentyStepsOfACnnAreThoseOfPyTorch() throws Exception {
        Network network = Network.of(
                new Conv(4, 3, 1, 1, false),
                new BatchNorm(),
                new Relu(),
                new MaxPool(2),
                new Conv(6, 3, 1, 1, false),
                new BatchNorm(),
                new Relu(),
                new Flatten(),
                new Linear(3));
        follows("cnn.safetensors", network, new Shape.Image(2, 6, 6));
    }

    @Test
    void twentyStepsOfResidualBlocksInEachOtherAreThoseOfPyTorch() throws Exception {
        Network network = Network.of(
                new Conv(4, 3, 1, 1, false),
                new BatchNorm(),
                new Relu(),
                Residual.of(
                        new Conv(4, 3, 1, 1, false),
                        new BatchNorm(),
                        new Relu(),
                        new Conv(4, 3, 1, 1, false),
                        new BatchNorm()),
                new Relu(),
                new Residual(
                        List.of(
                                new Conv(6, 3, 2, 1, false),
                                new BatchNorm(),
                                new Relu(),
                                Residual.of(new Conv(6), new Tanh()),
                                new Conv(6, 3, 1, 1, false),
                                new BatchNorm()),
                        List.of(new Conv(6, 1, 2, 0, false), new BatchNorm())),
                new Relu(),
                new Flatten(),
                new Linear(3));
        follows("residual.safetensors", network, new Shape.Image(2, 6, 6));
    }

    private static void follows(String file, Network network, Shape shape) throws Exception {
        Map<String, SafeTensors.Values> recorded =
                SafeTensors.read(resource(file)).tensors();
        follows(recorded, network, shape, Precision.FLOAT32, "losses", 1e-5);
        // PyTorch's own bfloat16 is up to 3e-2 away from its float32 here.
        follows(recorded, network, shape, Precision.BFLOAT16, "losses_bfloat16", 2e-2);
    }

    private static Path resource(String file) throws Exception {
        return Path.of(Objects.requireNonNull(PyTorchTrainingTest.class.getResource("/joyul/train/" + file))
                .toURI());
    }

    private static void follows(
            Map<String, SafeTensors.Values> recorded,
            Network network,
            Shape shape,
            Precision precision,
            String path,
            double tolerance) {
        Torch.useThreads(1);
        double[] losses = new double[20];
        try (Model model = new Model(network, shape, precision);
                Optimizer.Run optimizer = new Sgd(0.9, true, 5e-4).start(model.parameters(), model.gradients());
                Loss.Run loss = new CrossEntropy(0.1).start(Precision.FLOAT32)) {
            model.load(state(recorded, "start."));
            for (int step = 0; step < 20; step++) {
                try (Scope scope = Scope.open()) {
                    Tensor outputs = model.forward(inputs(recorded, shape, step % 4), Pass.train(step));
                    losses[step] = loss.forward(outputs, labels(recorded, step % 4));
                    model.backward(loss.backward());
                    optimizer.step(0.05);
                }
            }
            Gradients.equal(path, losses, doubles(numbers(recorded, path)), tolerance);
            if (precision == Precision.FLOAT32) {
                endsAlike(model, recorded, shape);
            }
        }
    }

    private static void endsAlike(Model model, Map<String, SafeTensors.Values> recorded, Shape shape) {
        Map<String, SafeTensors.Values> end = model.state();
        state(recorded, "end.")
                .forEach((name, values) ->
                        Gradients.equal(name, doubles(numbers(end, name)), doubles(values.numbers()), 1e-5));
        try (Scope scope = Scope.open()) {
            model.populations().forEach(Population::useRunningAverages);
            Tensor outputs =
                    model.forward(inputs(recorded, shape, 0), Pass.infer()).t();
            double[] expected = doubles(numbers(recorded, "outputs"));
            Gradients.equal("outputs", Tensors.doubles(outputs), expected, 1e-5);
        }
    }

    /** The recorded weights; PyTorch's running statistics are training's moving ones, and inference's too. */
    private static Map<String, SafeTensors.Values> state(Map<String, SafeTensors.Values> recorded, String prefix) {
        Map<String, SafeTensors.Values> state = new LinkedHashMap<>();
        recorded.forEach((name, values) -> {
            if (name.startsWith(prefix)) {
                String ours = name.substring(prefix.length());
                if (ours.contains("running_")) {
                    state.put(ours.replace("running_", "moving_"), values);
                }
                if (prefix.equals("start.") || !ours.contains("running_")) {
                    state.put(ours, values);
                }
            }
        });
        return state;
    }

    private static Tensor inputs(Map<String, SafeTensors.Values> recorded, Shape shape, int batch) {
        float[] all = numbers(recorded, "inputs");
        int length = 12 * shape.size();
        float[] part = Arrays.copyOfRange(all, batch * length, (batch + 1) * length);
        return shape instanceof Shape.Image image
                ? Tensors.ofFloats(part, 12, image.channels(), image.height(), image.width())
                : Tensors.ofFloats(part, 12, shape.size()).t();
    }

    private static Tensor labels(Map<String, SafeTensors.Values> recorded, int batch) {
        long[] labels = new long[12];
        Arrays.setAll(labels, i -> (long) numbers(recorded, "labels")[batch * 12 + i]);
        return Tensors.ofLongs(labels, 12);
    }

    private static float[] numbers(Map<String, SafeTensors.Values> tensors, String name) {
        return Objects.requireNonNull(tensors.get(name), name).numbers();
    }

    private static double[] doubles(float[] values) {
        double[] wide = new double[values.length];
        Arrays.setAll(wide, i -> values[i]);
        return wide;
    }
}
