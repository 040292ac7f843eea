package joyul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import joyul.data.Data;
import joyul.recipe.RecipeDraft;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RescaleCommandTest {
    @TempDir
    Path folder;

    private String recipe = "";

    @BeforeEach
    void aRecipe() throws IOException {
        Path file = folder.resolve("mine.yaml");
        Files.writeString(
                file, Ran.joyul("recipe", "digits", "--network", "mlp").out());
        recipe = file.toString();
    }

    @Test
    void theNewRecipeLiesBesideTheOldAndTheTableSaysWhatChanged() {
        Ran ran = Ran.joyul("rescale", recipe, "--batch", "128");
        assertThat(ran.code()).as(ran.log()).isZero();
        assertThat(ran.out())
                .contains("batch 32 -> 128 (K = 4), rule linear")
                .containsPattern("learning_rate +0.1 +0.4 +x r")
                .containsPattern("optimizer.momentum +0.9 += +kept")
                .containsPattern("normalization.newest_weight +0.1 +0.3439")
                .contains("joyul train " + folder.resolve("mine-128.yaml"));
        assertThat(RecipeDraft.read(folder.resolve("mine-128.yaml"))
                        .complete(Data.load("digits"))
                        .learningRate())
                .isEqualTo(0.4);
        assertThat(Ran.joyul("rescale", recipe, "--batch", "128").log())
                .contains("exists already; choose another file, or this one, by --out");
    }

    @Test
    void backAgainItIsTheSameFile() throws IOException {
        Path there = folder.resolve("there.yaml");
        Path back = folder.resolve("back.yaml");
        Ran.joyul("rescale", recipe, "--batch", "256", "--rule", "none", "--out", there.toString());
        Ran.joyul("rescale", there.toString(), "--batch", "32", "--rule", "none", "--out", back.toString());
        List<String> before = Files.readAllLines(Path.of(recipe));
        List<String> after = Files.readAllLines(back);
        before.removeIf(line -> line.startsWith("normalization:"));
        after.removeIf(line -> line.startsWith("normalization:"));
        assertThat(after).as("but for the rounding of the averages' weight").isEqualTo(before);
    }

    @Test
    void programsReadJson() {
        Ran ran = Ran.joyul("rescale", recipe, "--batch", "128", "--noise-scale", "96", "--format", "json");
        JsonNode json = JsonMapper.shared().readTree(ran.out());
        assertThat(json.get("rule").asString()).isEqualTo("noise_scale");
        assertThat(json.get("rate_ratio").asDouble()).as("(1 + 3) / (1 + 3/4)").isEqualTo(4 / 1.75);
        assertThat(json.get("changes").get(0).get("after").asInt()).isEqualTo(128);
        assertThat(json.get("recipe").asString())
                .isEqualTo(folder.resolve("mine-128.yaml").toString());
    }

    @Test
    void aTestBySmallRunsEndsInAVerdict() {
        Ran ran = Ran.joyul(
                "rescale", recipe, "--batch", "64", "--test", "--seeds", "1", "--test-epochs", "1", "--format", "json");
        assertThat(ran.code()).as(ran.log()).isZero();
        JsonNode test = JsonMapper.shared().readTree(ran.out()).get("test");
        assertThat(test.get("kept").asDouble()).isBetween(0.0, 1.0);
        assertThat(test.get("holds").asBoolean()).isEqualTo(test.get("kept").asDouble() >= 0.8);
        assertThat(test.get("after").size()).isGreaterThanOrEqualTo(3);
        assertThat(ran.log()).contains("batch 64, rate ");
    }

    @Test
    void aMeasuredRateNeedsNoRule() {
        Ran ran = Ran.joyul("rescale", recipe, "--batch", "64", "--rule", "measured", "--seeds", "1");
        assertThat(ran.code()).as(ran.log()).isZero();
        assertThat(ran.out()).contains("rule measured: short runs at batch 64 found this rate the best of ");
    }

    @Test
    void mistakesAreOneLineWithWhatToDo() {
        assertThat(Ran.joyul("rescale", recipe).log()).contains("--batch");
        assertThat(Ran.joyul("rescale", recipe, "--batch", "64", "--rule", "sqrt")
                        .log())
                .contains("unknown rule 'sqrt'")
                .contains("square_root");
        assertThat(Ran.joyul("rescale", recipe, "--batch", "64", "--rule", "noise_scale")
                        .log())
                .contains("give it by --noise-scale EXAMPLES");
        assertThat(Ran.joyul("rescale", recipe, "--batch", "0").log()).contains("batch must be 1 or more, but was 0");
        assertThat(Ran.joyul("rescale", recipe, "--batch", "999999").log())
                .contains("at most the number of training examples");
        assertThat(Ran.joyul("rescale", recipe, "--batch", "64", "--noise-scale", "-3"))
                .isEqualTo(new Ran(2, "", "joyul: noise_scale must be positive and finite, but was -3\n"));
        assertThat(Ran.joyul("rescale", "none.yaml", "--batch", "64").log()).contains("there is no recipe none.yaml");
        assertThat(Ran.joyul(
                                "rescale",
                                recipe,
                                "--set",
                                "optimizer=adam",
                                "--set",
                                "learning_rate=0.001",
                                "--batch",
                                "1024")
                        .log())
                .contains("K (1 - beta) must be below 1 by the square root rule, but is 32 x (1 - 0.9) = 3.2");
    }

    @Test
    void everyReasonIsToldInKoreanToo() {
        Ran ran = Ran.joyul("rescale", recipe, "--batch", "128", "--lang", "ko");
        assertThat(ran.code()).as(ran.log()).isZero();
        assertThat(ran.out())
                .contains("규칙 linear: 옵티마이저가 SGD이고,", "에폭이 그대로이므로", "참고: 규칙의 가정: 두 배치가")
                .doesNotContainPattern("\\b(the|so|that|asked|counts|kept)\\b");
    }

    @Test
    void aLongValueIsQuotedShort() {
        String shown = "'" + "x".repeat(80) + "…' (100000 characters)";
        String value = "x".repeat(100_000);
        assertThat(Ran.joyul("rescale", "--batch", value).log())
                .isEqualTo("joyul: invalid value for option '--batch': " + shown
                        + " is not a whole number up to 2147483647; see joyul rescale --help\n");
        assertThat(Ran.joyul("compare-batches", "--batches", "16,\u001b[31m").log())
                .isEqualTo(
                        "joyul: invalid value for option '--batches' (N): '\\x1b[31m' is not a whole number up to 2147483647; see joyul"
                                + " compare-batches --help\n");
        assertThat(Ran.joyul("find-batch", "--memory", value).log())
                .isEqualTo("joyul: memory must be like 4g, 512m or 1.5g, but was " + shown + "\n");
        assertThat(Ran.joyul("rescale", "--batch", "64", "--" + value).log()).hasSizeLessThan(300);
    }
}
