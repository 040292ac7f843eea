package joyul.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import joyul.data.Data;
import joyul.file.MachineFacts;
import joyul.file.SafeTensors;
import joyul.recipe.Recipe;
import joyul.torch.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineSpeedTest {
    @TempDir
    Path cache;

    private static final Data DIGITS = SmallData.digits();

    @Test
    void theFastestIsTheOneWithTheSmallestTimeAndIsRemembered() throws IOException {
        Recipe recipe = SmallData.recipe(DIGITS, "{network: mlp, batch_size: 32}");
        EngineSpeed speed = new EngineSpeed(recipe, DIGITS, MachineFacts.in(cache));
        EngineSpeed.Fastest precision = speed.precision();
        assertThat(precision.micros()).containsKey("float32");
        double best = Objects.requireNonNull(precision.micros().get(precision.choice()));
        assertThat(precision.micros().values())
                .allSatisfy(each -> assertThat(each).isGreaterThan(best / 1.06));

        Path file = cache.resolve("machine.properties");
        Properties kept = new Properties();
        kept.load(Files.newBufferedReader(file));
        assertThat(kept).hasSize(1);
        String key = kept.stringPropertyNames().iterator().next();
        assertThat(key).startsWith("precision.");
        MachineFacts.in(cache).keep(key, "bfloat16 float32=9.0 bfloat16=3.0");
        assertThat(speed.precision().precision()).isEqualTo(Precision.BFLOAT16);
        assertThat(speed.precision().micros()).containsEntry("float32", 9.0).containsEntry("bfloat16", 3.0);

        MachineFacts.in(cache).keep(key, "nonsense");
        assertThat(speed.precision().choice()).isEqualTo(precision.choice());
    }

    @Test
    void anotherBatchSizeIsAnotherQuestion() throws IOException {
        Recipe recipe = SmallData.recipe(DIGITS, "{network: mlp, batch_size: 32}");
        new EngineSpeed(recipe, DIGITS, MachineFacts.in(cache)).threads();
        new EngineSpeed(recipe.with(edit -> edit.batchSize(16)), DIGITS, MachineFacts.in(cache)).threads();
        Properties kept = new Properties();
        kept.load(Files.newBufferedReader(cache.resolve("machine.properties")));
        assertThat(kept).hasSize(2);
    }

    @Test
    void weightsDoNotDependOnTheJobsBesideThem() throws InterruptedException {
        Recipe recipe = SmallData.recipe(DIGITS, "{network: mlp, batch_size: 32, epochs: 2}");
        try (TrainingData data = new TrainingData(DIGITS, recipe)) {
            List<float[]> alone = trained(recipe, data);
            List<List<float[]>> together = Collections.synchronizedList(new ArrayList<>());
            List<Thread> jobs = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Thread job = new Thread(() -> together.add(trained(recipe, data)));
                job.start();
                jobs.add(job);
            }
            for (Thread job : jobs) {
                job.join();
            }
            assertThat(together).hasSize(3).allSatisfy(weights -> same(weights, alone));
        }
    }

    @Test
    void bfloat16ResumesBitForBit() {
        Recipe recipe = SmallData.recipe(DIGITS, "{network: mlp, batch_size: 100, epochs: 2, precision: bfloat16}");
        try (TrainingData data = new TrainingData(DIGITS, recipe)) {
            List<float[]> straight = trained(recipe, data);
            Checkpoint half;
            try (Trainer trainer = new Trainer(recipe, data)) {
                trainer.run(1, Observer.NONE);
                half = trainer.save();
            }
            try (Trainer trainer = new Trainer(recipe, data)) {
                trainer.restore(half);
                trainer.run(2, Observer.NONE);
                same(numbers(trainer, recipe), straight);
            }
        }
    }

    private static List<float[]> trained(Recipe recipe, TrainingData data) {
        try (Trainer trainer = new Trainer(recipe, data)) {
            trainer.run(recipe.epochs(), Observer.NONE);
            return numbers(trainer, recipe);
        }
    }

    private static List<float[]> numbers(Trainer trainer, Recipe recipe) {
        return Weights.of(trainer.model(), recipe).tensors().values().stream()
                .map(SafeTensors.Values::numbers)
                .toList();
    }

    private static void same(List<float[]> actual, List<float[]> expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(actual.get(i)).isEqualTo(expected.get(i));
        }
    }
}
