package joyul.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import joyul.data.Data;
import joyul.recipe.Recipe;
import joyul.run.Cancellation;
import joyul.run.Listener;
import joyul.torch.Torch;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeakTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{network: mlp, batch_size: 16, epochs: 30, clip_norm: 1}",
                "{network: mlp, batch_size: 16, epochs: 40, normalization: none, learning_rate: 5, optimizer: prodigy,"
                        + " every: epoch, schedule: 'ReduceLROnPlateau(factor=0.9, patience=0, backtrack=True)'}",
                "{network: mlp, batch_size: 16, epochs: 40, optimizer: schedule_free_adamw}",
                "{network: cnn-small, batch_size: 16, micro_batch: 6, epochs: 40, normalization: {type: ghost_batch_norm,"
                        + " size: 12}}",
                "{network: cnn-small, batch_size: 16, micro_batch: 6, epochs: 40, normalization: weight_standardization}",
                "{network: mlp, batch_size: 16, epochs: 40, normalization: {type: whitening, axes: pca}}",
                "{network: mlp, batch_size: 16, epochs: 40, normalization: iter_norm, statistics: batch}",
                "{network: cnn-small, batch_size: 16, epochs: 40, normalization: batch_renorm, statistics: cumulative}",
                "{network: cnn-small, batch_size: 16, epochs: 40, normalization: {type: frozen_batch_norm, after: 50}}",
                "{network: mlp, batch_size: 16, epochs: 40, normalization: rms_norm, precision: bfloat16}",
                "{network: mlp, batch_size: 40, epochs: 75, optimizer: adam, statistics: moving,"
                        + " normalization: {type: ghost_batch_norm, size: 12}}",
                "{network: [{type: conv, channels: 4}, norm, relu, max_pool, dropout, {type: conv, channels: 4}, norm,"
                        + " sigmoid, average_pool, global_pool, tanh, {type: linear, outputs: 10}], batch_size: 30,"
                        + " epochs: 60, optimizer: adamw, normalization: {type: ghost_batch_norm, size: 12}}"
            })
    void stepsAndEvaluationsLeaveNoNativeObjectsBehind(String yaml) {
        Data digits = SmallData.digits();
        Recipe recipe = SmallData.recipe(digits, yaml);
        Torch.start();
        long start = Pointer.totalCount();
        List<Long> counts = new ArrayList<>();
        try (TrainingData data = new TrainingData(digits, recipe)) {
            try (Trainer trainer = new Trainer(recipe, data)) {
                RunEnd end = trainer.run(recipe.epochs(), Listener.of(StepEvent.class, event -> {
                    if (event.step() % 50 == 0) {
                        counts.add(Pointer.totalCount());
                    }
                }));
                assertThat(end.step()).isGreaterThanOrEqualTo(300);
            }
            // Restoring and closing again and again adds nothing either.
            long before = Pointer.totalCount();
            for (int i = 0; i < 5; i++) {
                try (Trainer trainer = new Trainer(recipe, data)) {
                    trainer.restore(trainer.save());
                }
            }
            assertThat(Pointer.totalCount()).isLessThanOrEqualTo(before);
        }
        // The first may be from before a buffer was needed for the first time.
        assertThat(counts.get(counts.size() - 1)).as("counts %s", counts).isLessThanOrEqualTo(counts.get(1));
        assertThat(Pointer.totalCount()).isLessThanOrEqualTo(start);
    }

    @Test
    void twentyThousandStepsGrowNeitherTheNativeNorTheJavaHeap() throws IOException {
        Data digits = SmallData.digits();
        Recipe recipe = SmallData.recipe(
                digits,
                "{network: [flatten, {type: linear, outputs: 8}, norm, relu, {type: linear, outputs: 10}],"
                        + " batch_size: 4, epochs: 4000}");
        Path status = Path.of("/proc/self/statm");
        assumeThat(status).as("resident memory is read from Linux's " + status).exists();
        List<Long> resident = new ArrayList<>();
        List<Long> heap = new ArrayList<>();
        try (TrainingData data = new TrainingData(digits, recipe);
                Trainer trainer = new Trainer(recipe, data)) {
            trainer.run(
                    recipe.epochs(),
                    Listener.of(StepEvent.class, event -> {
                        if (event.step() % 4_000 == 0) {
                            System.gc();
                            Runtime runtime = Runtime.getRuntime();
                            heap.add(runtime.totalMemory() - runtime.freeMemory());
                            resident.add(residentBytes(status));
                        }
                    }),
                    new Cancellation().derived(() -> trainer.step() >= 20_000));
        }
        assertThat(resident).hasSize(5);
        long few = 4L << 20;
        assertThat(heap.get(4)).as("Java heap %s", heap).isLessThan(heap.get(1) + few);
        assertThat(resident.get(4)).as("resident memory %s", resident).isLessThan(resident.get(1) + 2 * few);
    }

    private static long residentBytes(Path status) {
        try {
            return 4096 * Long.parseLong(Files.readString(status).split(" ", -1)[1]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
