package joyul.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import joyul.check.InputException;
import joyul.data.Data;
import joyul.data.Examples;
import joyul.data.Features;
import joyul.data.Targets;
import joyul.file.SafeTensors;
import joyul.noise.NoiseMeter;
import joyul.noise.NoiseScale;
import joyul.noise.NoiseTrail;
import joyul.recipe.Recipe;
import joyul.recipe.RecipeDraft;
import joyul.run.Listener;
import joyul.torch.Torch;
import joyul.train.RunStarted;
import joyul.train.StepEvent;
import joyul.train.Trained;
import joyul.train.Trainer;
import joyul.train.TrainingData;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoiseWatchTest {
    private static Data digits(int train) {
        Data all = Data.load("digits");
        return Data.of("in memory", first(all.train(), train), first(all.validation(), 50), first(all.test(), 50));
    }

    private static Examples first(Examples all, int count) {
        return all.subset(IntStream.range(0, count).toArray());
    }

    private static Recipe recipe(Data data, String yaml) {
        return RecipeDraft.parse(yaml, "recipe.yaml").complete(data);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{network: mlp, batch_size: 16, epochs: 3}",
                "{network: mlp, batch_size: 32, epochs: 3, optimizer: adam, statistics: moving,"
                        + " normalization: {type: ghost_batch_norm, size: 8}}",
                "{network: [flatten, {type: linear, outputs: 20}, relu, {type: dropout, probability: 0.3},"
                        + " {type: linear, outputs: 10}], batch_size: 20, epochs: 3, normalization: none}",
            })
    void theRunIsTheSameToTheBitWithTheWatchAndWithout(String yaml) {
        Data data = digits(150);
        Recipe recipe = recipe(data, yaml);
        Map<String, SafeTensors.Values> plain =
                Trained.run(recipe, data).weights().tensors();
        try (NoiseWatch watch = new NoiseWatch(new NoiseSampling.Every(2))) {
            Map<String, SafeTensors.Values> watched =
                    Trained.run(recipe, data, watch).weights().tensors();
            assertThat(watched.keySet()).isEqualTo(plain.keySet());
            watched.forEach((name, values) -> assertThat(values.numbers())
                    .as(name)
                    .isEqualTo(Objects.requireNonNull(plain.get(name)).numbers()));
            assertThat(watch.trail().size()).isGreaterThan(5);
            assertThat(watch.trail().step(0)).isEqualTo(2);
        }
    }

    /** Softmax regression: the gradient of one example is (p - onehot) times its inputs, in double precision here. */
    @Test
    void theGradientsAreThoseOfTheModelsLoss() {
        Data data = digits(60);
        Recipe recipe = recipe(
                data,
                "{network: [flatten, {type: linear, outputs: 10}], batch_size: 20, epochs: 1, normalization: none}");
        try (TrainingData shared = new TrainingData(data, recipe);
                Trainer trainer = new Trainer(recipe, shared);
                ModelGradients gradients = new ModelGradients(trainer)) {
            double[][] expected = softmaxGradients(data, recipe, trainer.model().state());
            double[] mean = new double[expected[0].length];
            for (double[] each : expected) {
                for (int i = 0; i < mean.length; i++) {
                    mean[i] += each[i] / expected.length;
                }
            }
            gradients.clear();
            for (int row = 0; row < expected.length; row++) {
                double square = square(expected[row]);
                assertThat(gradients.add(new int[] {row})).isCloseTo(square, within(1e-4 * square));
            }
            assertThat(gradients.meanSquare()).isCloseTo(square(mean), within(1e-4 * square(mean)));
            NoiseScale exact = NoiseMeter.exact(gradients, 60);
            double squares =
                    Arrays.stream(expected).mapToDouble(NoiseWatchTest::square).sum();
            double noise = (squares - 60 * square(mean)) / 59;
            assertThat(exact.value()).isCloseTo(noise / square(mean), within(1e-3 * exact.value()));
        }
    }

    private static double square(double[] values) {
        return Arrays.stream(values).map(value -> value * value).sum();
    }

    private static double[][] softmaxGradients(Data data, Recipe recipe, Map<String, SafeTensors.Values> state) {
        float[] weight = Objects.requireNonNull(state.get("1.weight")).numbers();
        float[] bias = Objects.requireNonNull(state.get("1.bias")).numbers();
        byte[] pixels = ((Features.Bytes) data.train().features()).values();
        int[] labels = ((Targets.Labels) data.train().targets()).values();
        double[][] gradients = new double[labels.length][650];
        for (int row = 0; row < labels.length; row++) {
            double[] x = new double[64];
            for (int j = 0; j < 64; j++) {
                double pixel = (pixels[64 * row + j] & 0xFF) / 255.0;
                x[j] = (pixel - recipe.input().mean().get(0))
                        / recipe.input().std().get(0);
            }
            double[] p = new double[10];
            double sum = 0;
            for (int k = 0; k < 10; k++) {
                double z = bias[k];
                for (int j = 0; j < 64; j++) {
                    z += weight[64 * k + j] * x[j];
                }
                p[k] = Math.exp(z);
                sum += p[k];
            }
            for (int k = 0; k < 10; k++) {
                double delta = p[k] / sum - (labels[row] == k ? 1 : 0);
                gradients[row][640 + k] = delta;
                for (int j = 0; j < 64; j++) {
                    gradients[row][64 * k + j] = delta * x[j];
                }
            }
        }
        return gradients;
    }

    @Test
    void theNoiseScaleGrowsAlongARunThatLearns() {
        Data data = Data.load("digits");
        Recipe recipe = recipe(data, "{network: mlp, batch_size: 32, epochs: 8}");
        try (NoiseWatch watch = new NoiseWatch(new NoiseSampling.Every(5))) {
            Trained.run(recipe, data, watch);
            List<NoiseTrail.Window> windows = watch.trail().windows(4);
            assertThat(windows.get(3).scale().value())
                    .isGreaterThan(3 * windows.get(0).scale().value());
            assertThat(windows.get(0).scale().value()).isGreaterThan(1);
        }
    }

    @Test
    void measuringLeavesNoNativeObjectsBehind() {
        Data data = digits(150);
        Recipe recipe = recipe(data, "{network: mlp, batch_size: 16, epochs: 40}");
        Torch.start();
        long start = Pointer.totalCount();
        List<Long> counts = new ArrayList<>();
        Listener counting = Listener.of(StepEvent.class, event -> {
            if (event.step() % 50 == 0) {
                counts.add(Pointer.totalCount());
            }
        });
        try (NoiseWatch watch = new NoiseWatch(new NoiseSampling.Every(1))) {
            Trained.run(recipe, data, watch.and(counting));
        }
        assertThat(counts.get(counts.size() - 1)).as("counts %s", counts).isLessThanOrEqualTo(counts.get(0));
        assertThat(Pointer.totalCount()).isLessThanOrEqualTo(start);
    }

    @Test
    void aDamagedLogIsRefusedByItsLine(@TempDir Path folder) throws IOException {
        Data data = digits(150);
        Recipe recipe = recipe(data, "{network: mlp, batch_size: 16, epochs: 1}");
        String head = "step,gradient_square,noise,noise_scale,low,high\n1,0.5,30.0,60.0,20.0,90.0\n";
        try (TrainingData shared = new TrainingData(data, recipe);
                Trainer trainer = new Trainer(recipe, shared)) {
            trainer.run(1);
            for (String row :
                    List.of("2,0.5," + "[".repeat(3_000), "2,,", "2", "\u001b[2J", "0,0.5,30.0,60.0,1.0,2.0")) {
                Files.writeString(folder.resolve(NoiseLog.FILE), head + row + "\n");
                try (NoiseLog log = new NoiseLog(folder)) {
                    assertThatThrownBy(() -> log.on(new RunStarted(trainer)))
                            .isInstanceOf(InputException.class)
                            .hasMessageStartingWith("cannot go on with ")
                            .hasMessageContaining("noise.csv: line 3 must be a step, two numbers")
                            .satisfies(thrown -> assertThat(thrown.getMessage())
                                    .hasSizeLessThan(500)
                                    .doesNotContain("\u001b"));
                }
                assertThat(Files.readString(folder.resolve(NoiseLog.FILE))).isEqualTo(head + row + "\n");
            }
            Files.writeString(folder.resolve(NoiseLog.FILE), head + "2,0.5,3");
            try (NoiseLog log = new NoiseLog(folder)) {
                log.on(new RunStarted(trainer));
                assertThat(log.trail().size()).as("half a row is none").isEqualTo(1);
            }
        }
    }

    @Test
    void aShareOfTheTimeDecidesWhenToMeasure() {
        NoiseSampling share = new NoiseSampling.Share(0.05);
        assertThat(share.due(1, 100, 0, 5)).isTrue();
        assertThat(share.due(1, 100, 0, 6)).isFalse();
        assertThat(share.due(9, 1000, 44, 6)).isTrue();
        assertThat(share.due(9, 1000, 45, 6)).isFalse();
        NoiseSampling every = new NoiseSampling.Every(3);
        assertThat(IntStream.rangeClosed(1, 7).filter(step -> every.due(step, 1, 1, 1)))
                .containsExactly(3, 6);
    }

    @Test
    void microBatchesAreWhatIsNormalisedTogether() {
        Data data = digits(150);
        assertThat(cut(data, "{batch_size: 16, normalization: none}")).isEqualTo(new MicroBatches(8, 8));
        assertThat(cut(data, "{batch_size: 16, normalization: {type: ghost_batch_norm, size: 4}}"))
                .isEqualTo(new MicroBatches(8, 8));
        assertThat(cut(data, "{batch_size: 16}")).isEqualTo(new MicroBatches(16, 4));
        assertThat(cut(data, "{batch_size: 70}")).isEqualTo(new MicroBatches(70, 2));
        assertThatThrownBy(() -> cut(data, "{batch_size: 80}"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("two sets of 80 examples")
                .hasMessageContaining("only 150 training examples");
        assertThat(cut(data, "{batch_size: 80, normalization: none}")).isEqualTo(new MicroBatches(18, 8));
    }

    private static MicroBatches cut(Data data, String yaml) {
        Recipe recipe = recipe(data, yaml);
        return MicroBatches.of(recipe, Recipe.shape(data), data.train().size(), 4);
    }
}
