package joyul.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import joyul.check.InputException;
import joyul.explain.EpochReading;
import joyul.explain.Language;
import joyul.explain.StepReading;
import joyul.run.Ending;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RunReportTest {
    @TempDir
    Path folder;

    private static String html(Run run, Language language) {
        return RunReport.of(run, List.of(), language).html();
    }

    private static JsonNode data(String html, String id) {
        Matcher found = Pattern.compile("id=\"data-" + id + "\">(.*?)</script>").matcher(html);
        assertThat(found.find()).as(id).isTrue();
        return JsonMapper.shared().readTree(found.group(1));
    }

    private static String markup(String html) {
        return html.replaceAll("(?s)<script.*?</script>", "").replaceAll("(?s)<style.*?</style>", "");
    }

    private static RunResult result(Ending end, float... losses) {
        Optional<RunScore> score =
                losses.length == 0 ? Optional.empty() : Optional.of(new RunScore(0.75, 0.75, losses));
        return new RunResult(end, 4, "", true, score, score);
    }

    @Test
    void aRunIsReadBackFromItsFolder() throws IOException {
        SomeRun.folder(folder, SomeRun.RECIPE, SomeRun.METRICS);
        result(Ending.REACHED, 0.5f, 1f).write(folder.resolve(RunResult.FILE));
        Run run = Run.read(folder);
        assertThat(run.readings().epochs())
                .containsExactly(new EpochReading(1, 2, 2, 1, 0.5, 0.2), new EpochReading(2, 4, 0.5, 0.75, 0.75, 0.1));
        assertThat(run.readings().steps())
                .containsExactly(
                        new StepReading(1, 2.5, 0.1),
                        new StepReading(2, 1.5, 0.2),
                        new StepReading(3, Double.NaN, 0.2),
                        new StepReading(4, 0.5, 0.1));
        assertThat(run.readings().repairs()).isEqualTo(1);
        assertThat(run.readings().end()).isEqualTo(Ending.REACHED);
        assertThat(run.result().validation().orElseThrow().losses()).containsExactly(0.5f, 1f);
        assertThat(run.result().test().orElseThrow().metric()).isEqualTo(0.75);
    }

    @Test
    void thePageShowsCurvesAlongEpochsAndTheNumbersOfTheEnd() throws IOException {
        SomeRun.folder(folder, SomeRun.RECIPE, SomeRun.METRICS);
        result(Ending.REACHED, 0.5f, 1f, 0.5f, 1f).write(folder.resolve(RunResult.FILE));
        String html = html(Run.read(folder), Language.EN);
        JsonNode losses = data(html, "losses").get("lines");
        assertThat(losses.get(0).get("points").toString()).isEqualTo("[[0.5,2.5],[1,1.5],[1.5,null],[2,0.5]]");
        assertThat(losses.get(1).get("points").toString()).isEqualTo("[[1,2],[2,0.5]]");
        assertThat(losses.get(2).get("points").toString()).isEqualTo("[[1,1],[2,0.75]]");
        assertThat(data(html, "metric").get("lines").get(0).get("points").toString())
                .isEqualTo("[[1,50],[2,75]]");
        assertThat(data(html, "rates").get("lines").get(0).get("points").toString())
                .isEqualTo("[[0.5,0.1],[1,0.2],[1.5,0.2],[2,0.1]]");
        assertThat(markup(html).replaceAll("<[^>]*>", " ").replaceAll("\\s+", " "))
                .contains("Training on digits.csv", "2 of 2 epochs · 4 steps")
                // The binomial error of 0.75 over 4 examples: 100 sqrt(0.75 0.25 / 4).
                .contains("The run reached its end after 2 epochs: validation accuracy 75 ± 22 %.")
                // sqrt((4 0.0625) / 3 / 4), the standard error of the mean of 0.5, 1, 0.5, 1.
                .contains("validation loss 0.75 ± 0.14, the standard error over the examples")
                .contains("The guard stepped in 1 time; in the end the rate was 1 times what the schedule says.")
                .contains("normalization batch norm")
                .contains("source: /home/me/digits.csv");
    }

    @Test
    void aRunWithoutAnEndSaysSoAndHalfALineIsNoHarm() throws IOException {
        SomeRun.folder(folder, SomeRun.RECIPE, SomeRun.METRICS + "{\"step\":5,\"epo");
        String html = html(Run.read(folder), Language.EN);
        assertThat(markup(html))
                .contains("The run has not ended: it still goes on, or was killed, at step 4.")
                .contains("The run has not ended: it stands at step 4.");
        assertThat(markup(html(Run.read(folder), Language.KO))).contains("학습이 끝나지 않았습니다.");
    }

    @Test
    void aRunThatDivergedInItsFirstEpochIsDrawnByItsSteps() throws IOException {
        SomeRun.folder(folder, SomeRun.RECIPE, SomeRun.METRICS.lines().limit(2).reduce("", (a, b) -> a + b + "\n"));
        result(Ending.DIVERGED).write(folder.resolve(RunResult.FILE));
        String html = html(Run.read(folder), Language.EN);
        assertThat(data(html, "losses").get("x").stringValue()).isEqualTo("step");
        assertThat(data(html, "losses").get("lines").get(0).get("points").toString())
                .isEqualTo("[[1,2.5],[2,1.5]]");
        assertThat(html).doesNotContain("id=\"data-metric\"");
        assertThat(markup(html))
                .contains("The run diverged at step 4: it left no weights.")
                .contains("its loss went from 2.5 to 1.5 and beyond")
                .contains("--set learning_rate=0.0333")
                .doesNotContain("The run went as it should");
    }

    @Test
    void hostileTextStaysText() throws IOException {
        String hostile = "</script><img src=x onerror=alert(1)>\"'&";
        Path named = folder.resolve("<img src=x>");
        SomeRun.folder(named, "data: {source: '" + hostile.replace("'", "''") + "'}\n", SomeRun.METRICS);
        String html = html(Run.read(named), Language.EN);
        assertThat(markup(html)).doesNotContain("<img");
        assertThat(markup(html)).contains("&lt;img src=x&gt;", "onerror=alert(1)&gt;");
    }

    @Test
    void whatIsNoRunIsNamedInOneLine() throws IOException {
        assertThatThrownBy(() -> Run.read(folder.resolve("none")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("none is no folder; give the output folder of joyul train");
        assertThatThrownBy(() -> Run.read(folder)).hasMessageContaining("holds no trained run (no recipe.yaml)");
        Files.writeString(folder.resolve("recipe.yaml"), SomeRun.RECIPE);
        assertThatThrownBy(() -> Run.read(folder)).hasMessageContaining("holds a recipe but no run");
        Files.writeString(folder.resolve("metrics.jsonl"), SomeRun.METRICS);
        Files.writeString(folder.resolve(RunResult.FILE), "no tensors");
        assertThatThrownBy(() -> Run.read(folder))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("scores.safetensors");
    }

    @Test
    void errorsAreThoseOfTheExamplesAndOfPairsOfThem() {
        RunScore one = new RunScore(2.5, 0.5, new float[] {1, 2, 3, 4});
        // Sum of squares 5, so sqrt(5 / 3 / 4).
        assertThat(one.error()).isCloseTo(0.645497, within(1e-6));
        // Differences 0, 1, 1, 0: sum of squares 1, so sqrt(1 / 3 / 4).
        assertThat(one.pairedError(new RunScore(2, 0.5, new float[] {1, 1, 2, 4})))
                .isCloseTo(0.288675, within(1e-6));
        assertThat(one.pairedError(new RunScore(2, 0.5, new float[] {1, 1}))).isNaN();
        assertThat(new RunScore(2, 0.8123456, new float[0]).shown(false)).isEqualTo("0.8123");
        assertThat(new RunScore(2, 1, new float[] {1, 1}).shown(true)).isEqualTo("100.0 %");
    }
}
