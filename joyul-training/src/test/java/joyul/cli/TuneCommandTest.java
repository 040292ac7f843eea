package joyul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TuneCommandTest {
    @TempDir
    Path folder;

    @Test
    void aTuneNamesItsWinnerAndWritesEverything() {
        Ran ran = Ran.joyul(
                "tune",
                "digits",
                "--network",
                "mlp",
                "--budget",
                "12s",
                "--fix",
                "batch=64",
                "--range",
                "lr=0.01..0.3",
                "--out",
                folder.toString());
        assertThat(ran.code()).as(ran.log()).isZero();
        for (String file : List.of("recipe.yaml", "weights.safetensors", "trials.csv", "joyul.db")) {
            assertThat(folder.resolve(file)).exists();
            assertThat(ran.out()).contains(folder.resolve(file).toString());
        }
        assertThat(ran.out())
                .startsWith("Winner: trial ")
                .contains("  batch size     64\n")
                .containsPattern("  test +accuracy \\d\\d\\.\\d\\d % ± ")
                .containsPattern("  learning rate +0\\.")
                .containsPattern("  normalization +(none|batch norm|ghost batch norm over \\d+ examples)\n")
                .containsPattern("  schedule +\\w+")
                .containsPattern("  momentum +0\\.")
                .contains("joyul predict " + folder + " --data digits\n")
                .contains("joyul train " + folder + "/recipe.yaml\n");
        assertThat(ran.log()).contains("searching: ").containsPattern("(?m)^trial 0  validation loss \\d\\.\\d{4}");

        Ran studies = Ran.joyul("studies", "--storage", "sqlite:" + folder.resolve("joyul.db"));
        assertThat(studies.out().lines().toList().get(1))
                .matches("tune +\\d+ +\\d+ .*")
                .doesNotContain("NaN");

        Ran again = Ran.joyul("tune", "digits", "--out", folder.toString());
        assertThat(again.code()).isEqualTo(2);
        assertThat(again.log())
                .containsPattern(
                        "joyul.db holds a tune of \\d+ trials already; go on with it by --resume, or begin another"
                                + " in another folder by --out DIR\n$");

        Ran on = Ran.joyul("tune", "--resume", "--out", folder.toString(), "--budget", "1 trial", "--format", "json");
        assertThat(on.code()).as(on.log()).isZero();
        JsonNode json = JsonMapper.shared().readTree(on.out());
        assertThat(json.get("batch_size").intValue()).as("as it was fixed").isEqualTo(64);
        assertThat(json.get("learning_rate").doubleValue()).isBetween(0.01, 0.3);
        assertThat(json.get("candidates").get(0).get("seeds")).isEqualTo(json.get("confirmed_seeds"));
        assertThat(json.get("files").get("weights").stringValue())
                .isEqualTo(folder.resolve("weights.safetensors").toString());
    }

    @Test
    void whatContradictsItselfOrCannotTrainLeavesNothingBehind() {
        String out = folder.resolve("new").toString();
        for (String[] wrong : new String[][] {
            {"--fix", "lr=.1", "--range", "lr=1..2"},
            {"--fix", "lr=nan"},
            {"--fix", "momentum=5"},
            {"--fix", "batch=1"},
            {"--fix", "batch=64x\u001b[2J" + "y".repeat(5_000)},
            {"--range", "lr=1..1"},
            {"--range", "batch=2..1048576"}
        }) {
            List<String> words = new ArrayList<>(List.of("tune", "digits", "--out", out));
            words.addAll(List.of(wrong));
            Ran ran = Ran.joyul(words.toArray(String[]::new));
            assertThat(ran.code()).as(ran.log()).isEqualTo(2);
            assertThat(ran.log().lines().filter(line -> line.startsWith("joyul: ")))
                    .singleElement()
                    .satisfies(line -> assertThat(line).hasSizeLessThan(400).doesNotContain("\u001b"));
        }
        assertThat(folder.resolve("new")).doesNotExist();
    }

    @Test
    void thereMustBeATuneToGoOnWith() {
        Ran ran = Ran.joyul("tune", "--resume", "--out", folder.resolve("none").toString());
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.log())
                .endsWith("joyul: " + folder.resolve("none").resolve("joyul.db")
                        + " holds no tune to go on with; begin one by leaving out --resume\n");
        assertThat(folder.resolve("none")).doesNotExist();
    }
}
