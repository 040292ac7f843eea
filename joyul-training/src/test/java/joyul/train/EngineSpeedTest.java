package joyul.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import joyul.batch.Timing;
import joyul.data.Data;
import joyul.file.MachineFacts;
import joyul.file.SafeTensors;
import joyul.recipe.Recipe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineSpeedTest {
    @TempDir
    Path cache;

    private static final Data DIGITS = SmallData.digits();

    private static final Recipe MLP = SmallData.recipe(DIGITS, "{network: mlp, batch_size: 32}");

    private final List<Map<String, Recipe>> asked = new ArrayList<>();

    /** Answers in turn to what is measured, on a day of November 2026. */
    private EngineSpeed speed(int day, Turns... answers) {
        Clock clock = Clock.fixed(Instant.parse("2026-11-01T12:00:00Z").plus(Duration.ofDays(day - 1)), ZoneOffset.UTC);
        Iterator<Turns> next = List.of(answers).iterator();
        return new EngineSpeed(MLP, DIGITS, MachineFacts.in(cache), clock, ways -> {
            asked.add(ways);
            return next.next();
        });
    }

    private static Turns turns(double one, double all, double spread) {
        Map<String, Timing> timings = new LinkedHashMap<>();
        timings.put("1", new Timing(one, spread));
        timings.put("2", new Timing(all, spread));
        return new Turns(timings, 0.99);
    }

    private Properties kept() throws IOException {
        Properties kept = new Properties();
        if (Files.exists(cache.resolve("machine.properties"))) {
            kept.load(Files.newBufferedReader(cache.resolve("machine.properties")));
        }
        return kept;
    }

    @Test
    void anAnswerIsKeptForTwoWeeksAndThenMeasuredAgain() throws IOException {
        EngineSpeed.Fastest first = speed(1, turns(900, 449, 0.04)).threads();
        assertThat(first).isEqualTo(new EngineSpeed.Fastest("2", Map.of("1", 900.0, "2", 449.0), true));
        assertThat(kept().values()).containsExactly("2026-11-01 turns1 1=900.0~0.04 2=449.0~0.04");
        assertThat(speed(15).threads()).isEqualTo(first);
        assertThat(asked).hasSize(1);
        assertThat(speed(16, turns(500, 480, 0.04)).threads().choice())
                .as("480 is not worth it")
                .isEqualTo("1");
        assertThat(asked).hasSize(2);
        assertThat(speed(15, turns(900, 449, 0.04)).threads().choice())
                .as("an answer from the future is none")
                .isEqualTo("2");
    }

    @Test
    void aBusyMachineGetsTheCarefulAnswerAndNothingIsKept() throws IOException {
        EngineSpeed.Fastest wide = speed(1, turns(25_478, 449, 0.3)).threads();
        assertThat(wide.choice()).isEqualTo("1");
        assertThat(wide.certain()).isFalse();
        Turns starved = new Turns(turns(900, 449, 0.04).timings(), 0.5);
        assertThat(speed(1, starved).threads())
                .isEqualTo(new EngineSpeed.Fastest("1", Map.of("1", 900.0, "2", 449.0), false));
        assertThat(speed(1, turns(Double.POSITIVE_INFINITY, 449, 0)).threads().certain())
                .isFalse();
        assertThat(kept()).isEmpty();
        assertThat(speed(1, turns(900, 449, 0.04)).threads().choice()).isEqualTo("2");
        assertThat(asked).hasSize(4);
    }

    @Test
    void whatCannotBeTrueIsMeasuredAgain() throws IOException {
        speed(1, turns(900, 449, 0.04)).threads();
        String key = kept().stringPropertyNames().iterator().next();
        assertThat(key).startsWith("threads.");
        for (String wrong : List.of(
                "2 1=900.0 2=449.0",
                "nonsense",
                "",
                "2026-11-01 turns0 1=900.0~0.04 2=449.0~0.04",
                "2026-11-01 turns1",
                "2026-11-01 turns1 1=Infinity~0.04 2=449.0~0.04",
                "2026-11-01 turns1 1=NaN~0.04 2=449.0~0.04",
                "2026-11-01 turns1 1=-5~0.04 2=449.0~0.04",
                "2026-11-01 turns1 1=0~0.04 2=449.0~0.04",
                "2026-11-01 turns1 1=900.0~0.9 2=449.0~0.04",
                "2026-11-01 turns1 1=900.0~-1 2=449.0~0.04",
                "2026-11-01 turns1 1=900.0",
                "2026-13-01 turns1 1=900.0~0.04 2=449.0~0.04")) {
            MachineFacts.in(cache).keep(key, wrong);
            asked.clear();
            assertThat(speed(2, turns(700, 300, 0.1)).threads().micros())
                    .as("%s", wrong)
                    .containsEntry("1", 700.0);
            assertThat(asked).as("%s", wrong).hasSize(1);
        }
    }

    @Test
    void aMeasurementTimesEveryWayItNames() throws IOException {
        EngineSpeed speed = new EngineSpeed(MLP, DIGITS, MachineFacts.in(cache));
        EngineSpeed.Fastest precision = speed.precision();
        assertThat(precision.micros()).containsKey("float32").containsKey(precision.choice());
        assertThat(precision.micros().values())
                .allSatisfy(each -> assertThat(each).isPositive().isFinite());
        assertThat(kept()).hasSize(precision.certain() ? 1 : 0);
    }

    @Test
    void anotherBatchSizeIsAnotherQuestion() throws IOException {
        speed(1, turns(900, 449, 0.04)).threads();
        Clock clock = Clock.fixed(Instant.parse("2026-11-01T12:00:00Z"), ZoneOffset.UTC);
        Recipe other = MLP.with(edit -> edit.batchSize(16));
        new EngineSpeed(other, DIGITS, MachineFacts.in(cache), clock, ways -> turns(1, 2, 0)).threads();
        assertThat(kept()).hasSize(2);
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
                trainer.run(1);
                half = trainer.save();
            }
            try (Trainer trainer = new Trainer(recipe, data)) {
                trainer.restore(half);
                trainer.run(2);
                same(numbers(trainer, recipe), straight);
            }
        }
    }

    private static List<float[]> trained(Recipe recipe, TrainingData data) {
        try (Trainer trainer = new Trainer(recipe, data)) {
            trainer.run(recipe.epochs());
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
