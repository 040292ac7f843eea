package joyul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import joyul.probe.NoiseLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FindBatchCommandTest {
    @TempDir
    Path folder;

    @Test
    void aSearchEndsInOneSizeWithReasonsAndAPage() throws IOException {
        Path page = folder.resolve("batch.html");
        Ran ran = Ran.joyul(
                "find-batch",
                "--data",
                "digits",
                "--set",
                "network=mlp",
                "--set",
                "epochs=3",
                "--budget",
                "40s",
                "--memory",
                "6g",
                "--format",
                "json",
                "--lang",
                "ko",
                "--out",
                page.toString());
        assertThat(ran.code()).as(ran.log()).isZero();
        JsonNode result = new JsonMapper().readTree(ran.out());
        assertThat(result.get("batch_size").intValue()).isBetween(8, 1297);
        assertThat(result.get("training_examples").intValue()).isEqualTo(1297);
        assertThat(result.get("memory").get("limit_bytes").longValue()).isEqualTo(6L << 30);
        assertThat(result.get("noise_scale").get("value").doubleValue()).isPositive();
        assertThat(result.get("reasons").size())
                .as("one more on a busy machine")
                .isBetween(7, 8);
        assertThat(ran.log()).contains("배치 8: 학습과 평가를 마침", "페이지: " + page);
        assertThat(Files.readString(page)).contains("lang=\"ko\"", "임계 배치", "data-ceilings");
    }

    @Test
    void mistakesAreAnsweredBeforeAnythingIsMeasured() {
        refused("memory must be like 4g, 512m or 1.5g, but was 'much'", "--memory", "much");
        refused("--budget must be a time such as 90s or 5m here, but was '3 trials'", "--budget", "3 trials");
        refused("there is no recipe none.yaml", "none.yaml");
        refused("did you mean 'digits'?", "digit");
        refused("two sets of 1000 examples", "--data", "digits", "--set", "batch_size=1000");
        refused("training does not even start in 30 MB", "--data", "digits", "--set", "epochs=1", "--memory", "30m");
    }

    private static void refused(String message, String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "find-batch";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        Ran ran = Ran.joyul(all);
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.log()).contains(message).doesNotContain("Exception");
        assertThat(ran.log().lines()).hasSize(1);
    }

    @Test
    void trainingMayLogTheNoiseAndAResumedRunGoesOnWithIt() throws IOException {
        String[] arguments = {
            "train", "--data", "digits", "--set", "network=mlp", "--noise-scale", "--out", folder.toString()
        };
        Ran ran = Ran.joyul(arguments);
        assertThat(ran.code()).as(ran.log()).isZero();
        assertThat(ran.log())
                .containsPattern("noise scale .* samples\\): a critical batch of the order of .*noise.csv");
        List<String> lines = Files.readAllLines(folder.resolve(NoiseLog.FILE));
        assertThat(lines.get(0)).isEqualTo("step,gradient_square,noise,noise_scale,low,high");
        assertThat(lines).hasSizeGreaterThan(3).allMatch(line -> line.split(",", -1).length == 6);

        Files.delete(folder.resolve("weights.safetensors"));
        Ran resumed = Ran.joyul("train", "--resume", "--noise-scale", "--out", folder.toString());
        assertThat(resumed.code()).as(resumed.log()).isZero();
        assertThat(Files.readAllLines(folder.resolve(NoiseLog.FILE))).isEqualTo(lines);
    }
}
