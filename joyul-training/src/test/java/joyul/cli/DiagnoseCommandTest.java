package joyul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiagnoseCommandTest {
    private static final String SIGMOID = "--set=network={type: mlp, depth: 10, activation: sigmoid}";

    @TempDir
    Path folder;

    private static Ran diagnose(String... more) {
        return Ran.joyul(Stream.concat(Stream.of("diagnose", "--data", "digits", "--steps", "20"), Arrays.stream(more))
                .toArray(String[]::new));
    }

    @Test
    void aVanishingGradientIsToldInWordsAndInKorean() {
        Ran ran = diagnose(SIGMOID, "--set=normalization=none", "--set=initialization=xavier");
        assertThat(ran.code()).as(ran.log()).isZero();
        assertThat(ran.out())
                .startsWith("layer")
                .contains("1 (linear 100)", "sigmoid")
                .contains("- The gradient vanishes: delta (dL/dz) falls to ")
                .contains("  → Add a normalization (--set normalization=batch_norm)");
        assertThat(diagnose(SIGMOID, "--set=normalization=none", "--set=initialization=xavier", "--lang", "ko")
                        .out())
                .contains("- 기울기가 소실됩니다.");
    }

    @Test
    void thePageIsWholeAndProgramsReadJson() throws IOException {
        Path page = folder.resolve("diagnosis.html");
        Ran ran = diagnose(SIGMOID, "--out", page.toString(), "--format", "json", "--lang", "ko");
        assertThat(ran.out())
                .startsWith(
                        "{\"data\":\"digits\",\"layers\":[{\"layer\":\"1\",\"name\":\"linear 100\",\"activation\":\"sigmoid\"")
                .contains("\"delta_ratio\":[", "\"step\":20", "\"averages\":{\"layer\":", "\"findings\":[{\"kind\":\"");
        assertThat(Files.readString(page))
                .startsWith("<!DOCTYPE html>")
                .contains("<html lang=\"ko\">", "digits 진단", "id=\"heat_delta\"", "id=\"heat_saturated\"")
                .contains("joyul.figures.deltas = ")
                .endsWith("</html>\n");
    }

    @Test
    void mistakesAreOneLine() {
        assertThat(diagnose("--every", "0").log()).contains("every must be 1 or more, but was 0");
        assertThat(Ran.joyul("diagnose", "digit").log()).contains("did you mean 'digits'?");
        assertThat(diagnose("--set=network={type: mlp, depth: 0}").log())
                .contains("depth must be in [1, 1000], but was 0");
        assertThat(diagnose("--set=network={type: mlp, dept: 2}").log()).contains("did you mean 'depth'?");
    }
}
