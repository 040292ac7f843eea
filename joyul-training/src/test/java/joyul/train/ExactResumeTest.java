package joyul.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import joyul.check.InputException;
import joyul.data.Data;
import joyul.file.SafeTensors;
import joyul.recipe.Recipe;
import joyul.run.Cancellation;
import joyul.run.Ending;
import joyul.run.Listener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExactResumeTest {
    private static final Data DIGITS = SmallData.digits();
    private static final Data TABLE = SmallData.table();

    @TempDir
    Path folder;

    static Stream<String> recipes() {
        return Stream.of(
                "{network: mlp, batch_size: 16, epochs: 3}",
                "{network: mlp, batch_size: 149, epochs: 9, normalization: none, optimizer: {type: sgd, momentum: 0}}",
                "{network: cnn-small, batch_size: 30, epochs: 3, optimizer: adam, learning_rate: 0.01,"
                        + " normalization: {type: ghost_batch_norm, size: 8}, clip_norm: 0.5}",
                "{network: cnn-small, batch_size: 37, epochs: 6, optimizer: adamw, learning_rate: 0.01, every: epoch,"
                        + " statistics: moving, schedule: 'ReduceLROnPlateau(factor=0.5, patience=0, threshold=0.5)'}",
                "{network: [{type: conv, channels: 4}, norm, relu, {type: dropout, probability: 0.3}, flatten,"
                        + " {type: dropout, probability: 0.5}, {type: linear, outputs: 10}], batch_size: 16,"
                        + " epochs: 3, normalization: {type: ghost_batch_norm, size: 5},"
                        + " loss: {type: cross_entropy, label_smoothing: 0.1}}",
                "{network: mlp, batch_size: 16, epochs: 4, normalization: none, learning_rate: 5, schedule: constant}",
                "{network: cnn-small, batch_size: 16, epochs: 4, learning_rate: 4, guard: strict, divergence: 1e6,"
                        + " optimizer: {type: sgd, momentum: 0.9}, momentum_schedule: 'LinearLR(total_iters=20)',"
                        + " weight_decay_schedule: 'CosineAnnealingLR(T_max=30)', schedule: OneCycleLR}",
                "{network: mlp, batch_size: 8, epochs: 9, learning_rate: 0.5, every: epoch,"
                        + " schedule: 'ReduceLROnPlateau(factor=0.5, patience=0, backtrack=True)'}",
                "{network: mlp, batch_size: 8, epochs: 30, learning_rate: 0.2, early_stopping: 1}",
                "{network: mlp, batch_size: 4, epochs: 6, every: epoch, schedule: constant,"
                        + " batch_schedule: 'ReduceLROnPlateau(factor=0.5, patience=0, threshold=0.3)'}",
                "{network: mlp, batch_size: 16, epochs: 3, optimizer: prodigy}",
                "{network: cnn-small, batch_size: 16, micro_batch: 5, epochs: 3, statistics: cumulative,"
                        + " normalization: {type: ghost_batch_norm, size: 8}}",
                "{network: mlp, batch_size: 16, epochs: 3, normalization: {type: frozen_batch_norm, after: 13}}",
                "{network: mlp, batch_size: 16, epochs: 3,"
                        + " normalization: {type: batch_renorm, start: 5, r_end: 20, d_end: 30}}",
                "{network: mlp, batch_size: 16, epochs: 2, normalization: {type: iter_norm, group_size: 30},"
                        + " statistics: batch}",
                "{network: cnn-small, batch_size: 16, micro_batch: 6, epochs: 2, normalization: weight_standardization}",
                "{network: [{type: conv, channels: 4}, norm, relu, {type: residual, body: [{type: conv, channels: 6,"
                        + " stride: 2}, norm, relu, {type: dropout, probability: 0.3}, {type: conv, channels: 6}, norm],"
                        + " shortcut: [{type: conv, channels: 6, stride: 2}, norm]}, relu, global_pool,"
                        + " {type: linear, outputs: 10}], batch_size: 16, micro_batch: 5, epochs: 3,"
                        + " normalization: {type: ghost_batch_norm, size: 8}}",
                "{network: cnn-small, batch_size: 16, micro_batch: 5, epochs: 3,"
                        + " augmentation: {shift: 1, flip: true, cutout: 3}}",
                "{network: mlp, batch_size: 16, epochs: 3, optimizer: schedule_free_sgd, guard: off}",
                "{network: cnn-small, batch_size: 37, epochs: 4, optimizer: schedule_free_adamw,"
                        + " early_stopping: {patience: 0, min_delta: 5}}");
    }

    static Stream<Recipe> onBothKindsOfData() {
        return Stream.concat(
                recipes().map(text -> SmallData.recipe(DIGITS, text)),
                Stream.of(SmallData.recipe(
                        TABLE,
                        "{network: [{type: linear, outputs: 20}, norm, tanh, dropout, {type: linear, outputs: 10}],"
                                + " batch_size: 16, epochs: 3, normalization: {type: ghost_batch_norm, size: 3}}")));
    }

    private static Data data(Recipe recipe) {
        return recipe.input().mean().size() == 1 ? DIGITS : TABLE;
    }

    @ParameterizedTest(name = "recipe {index}")
    @MethodSource("onBothKindsOfData")
    void aRunStoppedAnywhereAndRestoredFromAFileEndsInTheSameBytes(Recipe recipe) {
        SplittableRandom random = new SplittableRandom(17);
        try (TrainingData data = new TrainingData(data(recipe), recipe)) {
            List<Long> events = new ArrayList<>();
            Checkpoint whole = whole(recipe, data, events);
            for (int repetition = 0; repetition < 3; repetition++) {
                int first = random.nextInt(0, events.size());
                int second = random.nextInt(first, events.size());
                Optional<Checkpoint> state = Optional.empty();
                for (int stop : new int[] {first, second}) {
                    state = Optional.of(stoppedAt(new Segment(recipe, state, recipe.epochs()), data, stop));
                }
                try (Trainer trainer = new Segment(recipe, state, recipe.epochs()).start(data)) {
                    assertThat(trainer.run(recipe.epochs()).reached()).isTrue();
                    same("stopped at " + first + " and " + second, trainer.save(), whole);
                }
            }
        }
    }

    private static Checkpoint whole(Recipe recipe, TrainingData data, List<Long> steps) {
        try (Trainer trainer = Segment.whole(recipe).start(data)) {
            RunEnd end = trainer.run(recipe.epochs(), Listener.of(StepEvent.class, event -> {
                steps.add(event.step());
            }));
            assertThat(end.reached()).isTrue();
            assertThat(end.step()).isEqualTo(steps.size());
            return trainer.save();
        }
    }

    /** Runs a segment up to a step of the whole run and passes its checkpoint through a file. */
    private Checkpoint stoppedAt(Segment segment, TrainingData data, long step) {
        try (Trainer trainer = segment.start(data)) {
            RunEnd end = trainer.run(
                    segment.untilEpoch(), Listener.NONE, new Cancellation().derived(() -> trainer.step() >= step));
            assertThat(end).isEqualTo(new RunEnd(Ending.STOPPED, step, ""));
            Path file = folder.resolve("checkpoint.safetensors");
            trainer.save().write(file);
            return Checkpoint.read(file);
        }
    }

    private static void same(String what, Checkpoint actual, Checkpoint expected) {
        assertThat(actual.content().metadata())
                .as(what)
                .isEqualTo(expected.content().metadata());
        Map<String, double[]> series = expected.content().series();
        assertThat(actual.content().series().keySet()).as(what).isEqualTo(series.keySet());
        series.forEach((name, values) -> assertThat(actual.content().series().get(name))
                .as(what + ": " + name)
                .isEqualTo(values));
        Map<String, SafeTensors.Values> tensors = expected.content().tensors();
        assertThat(actual.content().tensors().keySet()).as(what).isEqualTo(tensors.keySet());
        tensors.forEach((name, values) ->
                assertThat(numbers(actual, name)).as(what + ": " + name).isEqualTo(values.numbers()));
    }

    private static float[] numbers(Checkpoint checkpoint, String name) {
        return Objects.requireNonNull(checkpoint.content().tensors().get(name), name)
                .numbers();
    }

    @ParameterizedTest(name = "recipe {index}")
    @MethodSource("onBothKindsOfData")
    void epochByEpochIsTheSameAsAtOnce(Recipe recipe) {
        try (TrainingData data = new TrainingData(data(recipe), recipe);
                Trainer trainer = new Trainer(recipe, data)) {
            for (int epoch = 1; epoch <= recipe.epochs(); epoch++) {
                assertThat(trainer.run(epoch).reached()).isTrue();
            }
            same("epoch by epoch", trainer.save(), whole(recipe, data, new ArrayList<>()));
        }
    }

    @Test
    void thePlateauScheduleHasReducedTheRate() {
        Recipe recipe = SmallData.recipe(DIGITS, recipes().skip(3).findFirst().orElseThrow());
        List<Double> rates = new ArrayList<>();
        try (TrainingData data = new TrainingData(DIGITS, recipe);
                Trainer trainer = new Trainer(recipe, data)) {
            trainer.run(recipe.epochs(), Listener.of(EpochEvent.class, event -> {
                rates.add(event.rate());
            }));
        }
        assertThat(rates.get(0)).isEqualTo(0.01);
        assertThat(rates.get(5)).isLessThan(0.01);
    }

    @Test
    void concurrentRunsOfOneRecipeAgreeBitForBit() throws Exception {
        Recipe recipe = SmallData.recipe(DIGITS, recipes().skip(4).findFirst().orElseThrow());
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (TrainingData data = new TrainingData(DIGITS, recipe)) {
            Checkpoint alone = whole(recipe, data, new ArrayList<>());
            List<Future<Checkpoint>> both = IntStream.range(0, 4)
                    .mapToObj(i -> threads.submit(() -> whole(recipe, data, new ArrayList<>())))
                    .toList();
            for (Future<Checkpoint> each : both) {
                same("concurrent", each.get(), alone);
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void theSeedDecides() {
        Recipe recipe = SmallData.recipe(DIGITS, "{network: mlp, epochs: 1}");
        try (TrainingData data = new TrainingData(DIGITS, recipe)) {
            Checkpoint one = whole(recipe, data, new ArrayList<>());
            Checkpoint two = whole(recipe.with(r -> r.seed(2)), data, new ArrayList<>());
            assertThat(numbers(two, "1.weight")).isNotEqualTo(numbers(one, "1.weight"));
        }
    }

    @Test
    void aCheckpointOfAnotherRecipeOrOneThatIsDamagedIsRefused() {
        Recipe recipe = SmallData.recipe(DIGITS, "{network: mlp, epochs: 1}");
        try (TrainingData data = new TrainingData(DIGITS, recipe);
                Trainer trainer = new Trainer(recipe, data);
                Trainer other = new Trainer(recipe.with(r -> r.learningRate(0.2)), data)) {
            Checkpoint checkpoint = trainer.save();
            assertThatThrownBy(() -> other.restore(checkpoint))
                    .isInstanceOf(InputException.class)
                    .hasMessage("the checkpoint belongs to another recipe; resume with the recipe it was made with,"
                            + " or start again in another folder");
            refused(trainer, changed(checkpoint, "rate", "fast"), "the checkpoint's 'rate' is not a number");
            refused(trainer, changed(checkpoint, "step", "x"), "the checkpoint's 'step' is not a number");
            checkpoint.content().tensors().remove("optimizer.0");
            refused(trainer, checkpoint, "the checkpoint lacks the tensor 'optimizer.0'");
            checkpoint.content().metadata().remove("recipe");
            refused(trainer, checkpoint, "the checkpoint lacks 'recipe'");
        }
    }

    private static void refused(Trainer trainer, Checkpoint checkpoint, String problem) {
        assertThatThrownBy(() -> trainer.restore(checkpoint))
                .isInstanceOf(InputException.class)
                .hasMessage(problem + "; delete it and start again");
    }

    private static Checkpoint changed(Checkpoint checkpoint, String key, String value) {
        Map<String, String> metadata = new LinkedHashMap<>(checkpoint.content().metadata());
        metadata.put(key, value);
        return new Checkpoint(new SafeTensors(
                checkpoint.content().tensors(), checkpoint.content().series(), metadata));
    }
}
