package joyul.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import joyul.data.Data;
import joyul.data.Examples;
import joyul.data.Features;
import joyul.file.SafeTensors;
import joyul.layer.Pass;
import joyul.layer.Shape;
import joyul.model.Evaluation;
import joyul.model.Model;
import joyul.model.NativeExamples;
import joyul.recipe.Recipe;
import joyul.torch.Scope;
import joyul.torch.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeightsTest {
    private static final int SHOWN = 100;
    private static final Data FASHION = subset();

    @TempDir
    Path folder;

    private static Data subset() {
        Data all = Data.load("fashion-mini");
        return Data.of("fashion", first(all.train(), 1_000), first(all.validation(), 200), first(all.test(), SHOWN));
    }

    private static Examples first(Examples all, int count) {
        return all.subset(IntStream.range(0, count).toArray());
    }

    private static Recipe recipe(String network) {
        return SmallData.recipe(FASHION, "{network: " + network + ", epochs: 1}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mlp",
                "cnn-small",
                "cnn-small, normalization: {type: ghost_batch_norm, size: 16}",
                "resnet-small"
            })
    void aTrainedNetworkIsTheSameInPyTorch(String network) throws Exception {
        Recipe recipe = recipe(network);
        float[] inputs = inputs(recipe, FASHION.test());
        try (TrainingData data = new TrainingData(FASHION, recipe);
                Trainer trainer = new Trainer(recipe, data)) {
            assertThat(trainer.run(1).reached()).isTrue();
            SafeTensors weights = Weights.of(trainer.model(), recipe);
            float[] outputs = outputs(trainer.model(), inputs);
            assertSameInPyTorch(recipe, weights, inputs, outputs);
            // Folded, Python has other layers and must give what the network gave before.
            Folded folded = Folded.of(weights, recipe, FASHION);
            assertSameInPyTorch(folded.recipe(), folded.weights(), inputs, outputs);
        }
    }

    private void assertSameInPyTorch(Recipe recipe, SafeTensors weights, float[] inputs, float[] outputs)
            throws Exception {
        String python = System.getenv("JOYUL_PYTHON");
        assumeTrue(
                python != null && !python.isBlank(),
                "JOYUL_PYTHON is not set: give a python3 with torch, safetensors and PyYAML to load weights into PyTorch");
        recipe.write(folder.resolve("recipe.yaml"));
        weights.write(folder.resolve("weights.safetensors"));
        SafeTensors.Values given = new SafeTensors.Values(List.of((long) SHOWN, 1L, 28L, 28L), inputs);
        SafeTensors.Values wanted = new SafeTensors.Values(List.of((long) SHOWN, 10L), outputs);
        new SafeTensors(Map.of("inputs", given, "outputs", wanted), Map.of())
                .write(folder.resolve("outputs.safetensors"));
        Path script = Path.of(System.getProperty("basedir", "joyul-training"), "..", "fixtures", "load_weights.py");
        Path log = folder.resolve("python.log");
        Process process = new ProcessBuilder(python, script.toString(), folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mlp", "cnn-small", "cnn-small, normalization: none", "resnet-small"})
    void weightsReadBackGiveTheSameOutputsAndProbabilities(String network) {
        Recipe recipe = recipe(network);
        Path file = folder.resolve("weights.safetensors");
        float[] inputs = inputs(recipe, FASHION.test());
        try (TrainingData data = new TrainingData(FASHION, recipe);
                Trainer trainer = new Trainer(recipe, data);
                NativeExamples examples = new NativeExamples(FASHION.test(), recipe.input(), recipe.target())) {
            assertThat(trainer.run(1).reached()).isTrue();
            Weights.write(trainer.model(), recipe, file);
            float[] outputs = outputs(trainer.model(), inputs);
            assertThat(SafeTensors.read(file).tensors().keySet()).noneMatch(name -> name.contains("moving"));
            try (Model read = Weights.read(file, recipe, new Shape.Image(1, 28, 28))) {
                assertThat(outputs(read, inputs)).isEqualTo(outputs);
                float[][] probabilities =
                        Evaluation.outputs(read, recipe.loss(), examples, Evaluation.Inference.byPopulation());
                assertThat(probabilities).hasDimensions(SHOWN, 10);
                for (int i = 0; i < SHOWN; i++) {
                    double[] expected = softmax(outputs, 10 * i);
                    for (int k = 0; k < 10; k++) {
                        assertThat((double) probabilities[i][k]).isCloseTo(expected[k], within(1e-5));
                    }
                }
            }
        }
    }

    /** The inputs that the network sees, scaled here by the formula. */
    private static float[] inputs(Recipe recipe, Examples examples) {
        byte[] bytes = ((Features.Bytes) examples.features()).values();
        double mean = recipe.input().mean().get(0);
        double std = recipe.input().std().get(0);
        float[] inputs = new float[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            inputs[i] = (float) (((bytes[i] & 0xff) / 255.0 - mean) / std);
        }
        return inputs;
    }

    /** {@code [examples, classes]}, row-major. */
    private static float[] outputs(Model model, float[] inputs) {
        try (Scope scope = Scope.open()) {
            Tensor images = Tensors.ofFloats(inputs, SHOWN, 1, 28, 28);
            return Tensors.floats(model.forward(images, Pass.infer()).t());
        }
    }

    private static double[] softmax(float[] outputs, int start) {
        double sum = IntStream.range(0, 10)
                .mapToDouble(k -> Math.exp(outputs[start + k]))
                .sum();
        return IntStream.range(0, 10)
                .mapToDouble(k -> Math.exp(outputs[start + k]) / sum)
                .toArray();
    }
}
