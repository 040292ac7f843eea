package joyul.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import joyul.batch.BatchTrial;
import joyul.batch.MemoryCeiling;
import joyul.batch.MemorySize;
import joyul.batch.TriedSize;
import joyul.check.InputException;
import joyul.data.Data;
import joyul.data.Examples;
import joyul.explain.Language;
import joyul.recipe.Recipe;
import joyul.recipe.RecipeDraft;
import joyul.report.BatchReport;
import joyul.run.Listener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class FindBatchTest {
    private static Data digits(int train) {
        Data all = Data.load("digits");
        int[] rows = IntStream.range(0, train).toArray();
        return Data.of("in memory", all.train().subset(rows), all.validation(), all.test());
    }

    private static Recipe recipe(Data data, String yaml) {
        return RecipeDraft.parse(yaml, "recipe.yaml").complete(data);
    }

    @Test
    void oneSearchGivesAllCeilingsAndARecommendationAmongThem() {
        Data data = digits(200);
        Recipe recipe = recipe(data, "{network: mlp, batch_size: 32, epochs: 10}");
        List<TriedSize> told = new ArrayList<>();
        FoundBatch found = new FindBatch(recipe, data)
                .budget(Duration.ofSeconds(40))
                .listener(Listener.of(TriedSize.class, told::add))
                .run();
        assertThat(found.steps()).isEqualTo(found.wholeSteps()).isEqualTo(70);
        assertThat(found.normalizationBatch()).isEqualTo(32);
        assertThat(found.ceilings().sizes())
                .extracting(TriedSize::batch)
                .isEqualTo(told.stream().map(TriedSize::batch).toList())
                .containsExactly(8, 16, 32, 64, 128, 200);
        assertThat(found.ceilings().memory().end()).isEqualTo(MemoryCeiling.End.DATA);
        assertThat(found.ceilings().examples()).isEqualTo(200);
        assertThat(found.ceilings().noise()).hasSize(10);
        assertThat(found.recommendation().batch())
                .isBetween(found.recommendation().from(), found.recommendation().to());
        assertThat(told)
                .extracting(TriedSize::batch)
                .contains(found.recommendation().batch());
        for (Language language : Language.values()) {
            String page = BatchReport.of(found.ceilings(), found.recommendation(), "digits", 32, 70, 70, language)
                    .html();
            assertThat(page)
                    .contains(
                            "data-ceilings",
                            "data-noise",
                            found.recommendation().sentences(language).get(4))
                    .doesNotContain("http-equiv", "<link rel=\"stylesheet\"", "src=\"http");
        }
    }

    /** A layer of 20,000 units keeps some 300 kB for each example, and takes little time. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void memoryEndsTheSearchAtASizeThatTrained() {
        Data data = Data.load("digits");
        Recipe recipe = recipe(
                data,
                "{network: [flatten, {type: linear, outputs: 20000}, relu, {type: linear, outputs: 10}],"
                        + " batch_size: 16, epochs: 1}");
        MemorySize limit = MemorySize.parse("600m");
        FoundBatch found = new FindBatch(recipe, data)
                .budget(Duration.ofSeconds(150))
                .memory(limit)
                .run();
        MemoryCeiling memory = found.ceilings().memory();
        assertThat(memory.end()).as("%s", memory).isEqualTo(MemoryCeiling.End.MEMORY);
        assertThat(memory.largest()).isBetween(100, memory.failed() - 1);
        assertThat(found.ceilings().sizes()).allMatch(size -> size.peakBytes() <= limit.bytes());
    }

    @Test
    void aRecipeThatDoesNotTrainIsRefused() {
        Data data = digits(150);
        Recipe recipe = recipe(data, "{network: mlp, batch_size: 16, epochs: 20, learning_rate: 1e9}");
        assertThatThrownBy(() -> new FindBatch(recipe, data).run())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("the recipe does not train (loss");
        Recipe whole = recipe(data, "{network: mlp, batch_size: 150}");
        assertThatThrownBy(() -> new FindBatch(whole, data))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("two sets of 150 examples");
    }

    @Test
    void syntheticDataHaveTheFormOfTheOriginal() {
        Data images = Data.load("digits");
        Data copy = Synthetic.parse(Synthetic.like(images).text()).data();
        assertThat(copy.train().shape()).isEqualTo(images.train().shape());
        assertThat(copy.train().size()).isEqualTo(images.train().size());
        assertThat(copy.train().features()).hasSameClassAs(images.train().features());
        assertThat(copy.classes()).hasSize(10);
        Examples rows = Data.of(
                new float[][] {{1, 2}, {3, 4}, {5, 7}, {6, 8}, {1, 0}, {2, 2}, {4, 1}, {0, 3}, {9, 2}, {3, 3}},
                new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
        Data table = rows.split(0.6, 1);
        Data other = Synthetic.parse(Synthetic.like(table).text()).data();
        assertThat(other.isClassification()).isFalse();
        assertThat(other.train().shape()).containsExactly(2);
    }

    @Test
    void aTrialTimesWholeBatchesAndEvaluates() throws Exception {
        Data data = digits(150);
        java.nio.file.Path file = java.nio.file.Files.createTempFile("trial", ".txt");
        RecipeTrial.write(file, recipe(data, "{network: mlp, batch_size: 16}"), data);
        try (BatchTrial.Run run = new RecipeTrial(file.toString()).start(64)) {
            run.step();
            run.step();
            run.evaluate();
            assertThat(run.seconds(5)).isBetween(1e-6, 1.0);
        }
        java.nio.file.Files.delete(file);
    }
}
