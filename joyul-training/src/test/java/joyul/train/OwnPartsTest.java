package joyul.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import joyul.Joyul;
import joyul.check.InputException;
import joyul.data.Data;
import joyul.form.Named;
import joyul.layer.Flatten;
import joyul.layer.Kernel;
import joyul.layer.Layer;
import joyul.layer.Linear;
import joyul.layer.NormPlace;
import joyul.layer.Pass;
import joyul.layer.Relu;
import joyul.layer.Residual;
import joyul.layer.Shape;
import joyul.layer.Slots;
import joyul.layer.Weight;
import joyul.loss.CrossEntropy;
import joyul.loss.Loss;
import joyul.network.Initialization;
import joyul.network.Network;
import joyul.norm.LayerNorm;
import joyul.norm.Normalization;
import joyul.optim.Optimizer;
import joyul.rate.CycleScale;
import joyul.rate.CyclicLR;
import joyul.rate.LambdaLR;
import joyul.rate.Length;
import joyul.rate.MultiplicativeLR;
import joyul.rate.Readings;
import joyul.rate.Schedule;
import joyul.rate.StepLR;
import joyul.rate.Warmup;
import joyul.recipe.Recipe;
import joyul.run.Cancellation;
import joyul.run.Ending;
import joyul.run.Listener;
import joyul.torch.Buffer;
import joyul.torch.Precision;
import joyul.torch.Torch;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OwnPartsTest {
    private static final String HERE = "joyul.train.OwnPartsTest";
    private static final Data DIGITS = SmallData.digits();
    private static final Recipe PLAIN = SmallData.recipe(DIGITS, "{network: mlp, batch_size: 16, epochs: 2}");

    @TempDir
    Path folder;

    /** {@code y = factor x}. */
    record Scaled(double factor) implements Layer {
        @Override
        public Shape output(Shape input) {
            return input;
        }

        @Override
        public Kernel kernel(Shape input, Slots slots) {
            Buffer output = slots.like(input);
            Buffer gradient = slots.like(input);
            return new Kernel() {
                @Override
                public Tensor forward(Tensor x, Pass pass) {
                    return torch.mul_out(output.of(x.shape()), x, Torch.scalar(factor));
                }

                @Override
                public Tensor backward(Tensor dy) {
                    return torch.mul_out(gradient.of(dy.shape()), dy, Torch.scalar(factor));
                }

                @Override
                public void close() {
                    output.close();
                    gradient.close();
                }
            };
        }

        @Override
        public Tensor reference(Tensor input, List<Tensor> weights) {
            return input.mul(Torch.scalar(factor));
        }
    }

    /** Cross-entropy, by another name. */
    record Entropy(double smoothing) implements Loss {
        @Override
        public boolean classifies() {
            return true;
        }

        @Override
        public double floor(int outputs) {
            return 0;
        }

        @Override
        public Loss.Run start(Precision precision) {
            return new CrossEntropy(smoothing).start(precision);
        }

        @Override
        public Tensor each(Tensor outputs, Tensor targets) {
            return new CrossEntropy(0).each(outputs, targets);
        }
    }

    /** {@code p -= rate sign(g)}. */
    record Sign() implements Optimizer {
        @Override
        public Optimizer.Run start(Tensor parameters, Tensor gradients) {
            return new SignRun(parameters, gradients);
        }

        @Override
        public double momentum() {
            return 0;
        }

        @Override
        public double weightDecay() {
            return 0;
        }
    }

    private static final class SignRun implements Optimizer.Run {
        private final Tensor parameters;
        private final Tensor gradients;
        private long steps;

        SignRun(Tensor parameters, Tensor gradients) {
            this.parameters = parameters;
            this.gradients = gradients;
        }

        @Override
        public void step(Optimizer.Setting setting) {
            step(setting.rate());
        }

        @Override
        public void step(double rate) {
            parameters.add_(gradients.sign_(), Torch.scalar(-rate));
            steps++;
        }

        @Override
        public long steps() {
            return steps;
        }

        @Override
        public List<Tensor> state() {
            return List.of();
        }

        @Override
        public void resumeAt(long count, List<Double> numbers) {
            steps = count;
        }

        @Override
        public void close() {}
    }

    record Hyperbola(int half) implements Schedule {
        @Override
        public double rate(double baseRate, long step, Readings readings) {
            return baseRate * half / (half + step);
        }
    }

    record Uniform(double bound) implements Initialization {
        @Override
        public double weight(Weight weight, SplittableRandom random) {
            return bound * (2 * random.nextDouble() - 1);
        }
    }

    record Thin() implements Normalization {
        @Override
        public Optional<Layer> layer() {
            return Optional.of(new LayerNorm());
        }
    }

    /** A class that says itself what tells it from others. */
    private static final class Slow implements Schedule, Named {
        private final double factor;

        Slow(double factor) {
            this.factor = factor;
        }

        @Override
        public double rate(double baseRate, long step, Readings readings) {
            return factor * baseRate;
        }

        @Override
        public String identity() {
            return "slow by " + factor;
        }
    }

    private static Network network(double factor) {
        return Network.of(
                new Flatten(), new Linear(20), new NormPlace(), new Relu(), new Scaled(factor), new Linear(10));
    }

    static Stream<Recipe> recipes() {
        return Stream.of(
                PLAIN.with(r -> r.network(network(0.5))),
                PLAIN.with(r -> r.network(Network.of(
                        new Flatten(), Residual.of(new Linear(64), new Relu(), new Scaled(0.25)), new Linear(10)))),
                PLAIN.with(r -> r.loss(new Entropy(0.1))),
                PLAIN.with(r -> r.optimizer(new Sign()).learningRate(0.001)),
                PLAIN.with(r -> r.initialization(new Uniform(0.1))),
                PLAIN.with(r -> r.normalization(new Thin())),
                PLAIN.with(r -> r.schedule(new Hyperbola(3))),
                PLAIN.with(r -> r.schedule((rate, step, readings) -> rate / 2)),
                PLAIN.with(r -> r.schedule(new LambdaLR(epoch -> 1 / (1 + epoch)))),
                PLAIN.with(r -> r.schedule(new MultiplicativeLR(epoch -> 0.9))),
                PLAIN.with(r -> r.schedule(new CyclicLR(0.01, 0.1)
                        .stepSize(3, 3)
                        .scale(new CycleScale.Custom(cycle -> 1 / cycle, CycleScale.By.CYCLE)))),
                PLAIN.with(r -> r.schedule(new LambdaLR(epoch -> 0.5).after(Warmup.linear(Length.percent(20))))),
                PLAIN.with(r -> r.momentumSchedule(new Hyperbola(40)).weightDecaySchedule(new Slow(0.5))),
                PLAIN.with(r -> r.every(joyul.recipe.Every.EPOCH).batchSchedule(new Hyperbola(1))));
    }

    @ParameterizedTest(name = "recipe {index}")
    @MethodSource("recipes")
    void anOwnPartTrainsPredictsAndIsTold(Recipe recipe) {
        Trained trained = Joyul.train(recipe, DIGITS);
        assertThat(trained.end().kind()).isEqualTo(Ending.REACHED);
        assertThat(trained.validation().loss()).isLessThan(2.3);
        try (Predictor model = trained.model()) {
            assertThat(model.predict(DIGITS.validation().features())
                            .metric(DIGITS.validation().targets()))
                    .isEqualTo(trained.validation().metric());
        }
        Path page = folder.resolve("page.html");
        trained.writeReport(page);
        assertThat(page).content().contains(HERE.substring(0, 5), "</html>");
    }

    @ParameterizedTest(name = "recipe {index}")
    @MethodSource("recipes")
    void aRunWithAnOwnPartThatIsStoppedAndRestoredFromAFileEndsInTheSameNumbers(Recipe recipe) {
        try (TrainingData data = new TrainingData(DIGITS, recipe);
                Trainer whole = new Trainer(recipe, data);
                Trainer begun = new Trainer(recipe, data);
                Trainer resumed = new Trainer(recipe, data)) {
            whole.run(recipe.epochs());
            begun.run(recipe.epochs(), Listener.NONE, new Cancellation().derived(() -> begun.step() >= 7));
            Path file = folder.resolve("checkpoint.safetensors");
            begun.save().write(file);
            resumed.restore(Checkpoint.read(file));
            assertThat(resumed.step()).isEqualTo(7);
            resumed.run(recipe.epochs());
            Checkpoint expected = whole.save();
            Checkpoint actual = resumed.save();
            assertThat(actual.content().metadata()).isEqualTo(expected.content().metadata());
            expected.content()
                    .tensors()
                    .forEach((name, values) ->
                            assertThat(actual.tensor(name).numbers()).as(name).isEqualTo(values.numbers()));
        }
    }

    @ParameterizedTest(name = "recipe {index}")
    @MethodSource("recipes")
    void aFolderRefusesWhatItsRecipeFileCannotNameBeforeItIsTouched(Recipe recipe) {
        Path run = folder.resolve("run");
        assertThatThrownBy(() -> TrainingFolder.fresh(run, recipe, DIGITS))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("a recipe file cannot name what is written in Java, but this recipe has the ")
                .hasMessageContaining(recipe.ownParts().get(0))
                .hasMessageEndingWith(
                        "; train in memory, by Joyul.train(recipe, data), or take parts that recipe files" + " know");
        assertThatThrownBy(() -> TrainingFolder.resumed(run, recipe, DIGITS)).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> recipe.write(folder.resolve("recipe.yaml"))).isInstanceOf(InputException.class);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void anOwnPartIsKnownByItsClassAndTheValuesOfARecordOrByWhatItSays() {
        assertThat(recipes().map(Recipe::ownParts))
                .containsExactly(
                        List.of("layer " + HERE + "$Scaled(factor=0.5)"),
                        List.of("layer " + HERE + "$Scaled(factor=0.25)"),
                        List.of("loss " + HERE + "$Entropy(smoothing=0.1)"),
                        List.of("optimizer " + HERE + "$Sign"),
                        List.of("initialization " + HERE + "$Uniform(bound=0.1)"),
                        List.of("normalization " + HERE + "$Thin"),
                        List.of("schedule " + HERE + "$Hyperbola(half=3)"),
                        List.of("schedule a lambda of " + HERE),
                        List.of("schedule a lambda of " + HERE),
                        List.of("schedule a lambda of " + HERE),
                        List.of("schedule a lambda of " + HERE),
                        List.of("schedule a lambda of " + HERE),
                        List.of(
                                "momentum_schedule " + HERE + "$Hyperbola(half=40)",
                                "weight_decay_schedule slow by 0.5"),
                        List.of("batch_schedule " + HERE + "$Hyperbola(half=1)"));
        assertThat(PLAIN.ownParts()).isEmpty();
        assertThat(PLAIN.identity()).isEqualTo(PLAIN.yaml());
    }

    @Test
    void aCheckpointOfOtherOwnPartsIsRefusedByTheirNames() {
        Recipe recipe = PLAIN.with(r -> r.schedule(new Slow(0.5)));
        try (TrainingData data = new TrainingData(DIGITS, recipe);
                Trainer trainer = new Trainer(recipe, data);
                Trainer other = new Trainer(recipe.with(r -> r.schedule(new Slow(0.25))), data);
                Trainer plain = new Trainer(recipe.with(r -> r.schedule(new StepLR(3))), data)) {
            Checkpoint checkpoint = trainer.save();
            assertThatThrownBy(() -> other.restore(checkpoint))
                    .isInstanceOf(InputException.class)
                    .hasMessage(
                            "the checkpoint belongs to another recipe, whose parts written in Java are schedule slow"
                                    + " by 0.5, but here are schedule slow by 0.25; resume with the recipe it was made with, or"
                                    + " start again in another folder");
            assertThatThrownBy(() -> plain.restore(checkpoint))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("are schedule slow by 0.5, but here are none; resume");
        }
    }
}
