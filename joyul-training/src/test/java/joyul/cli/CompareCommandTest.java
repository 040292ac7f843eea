package joyul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {
    @TempDir
    Path folder;

    private String trained(String name, String... more) {
        String out = folder.resolve(name).toString();
        String[] words = new String[11 + more.length];
        String[] first = {
            "train", "--data", "digits", "--set", "network=mlp", "--set", "epochs=1", "--set", "threads=1", "--out", out
        };
        System.arraycopy(first, 0, words, 0, 11);
        System.arraycopy(more, 0, words, 11, more.length);
        Ran ran = Ran.joyul(words);
        assertThat(ran.code()).as(ran.log()).isZero();
        return out;
    }

    @Test
    void whatBatchNormDoesIsATableAPageAndAClaimThatTheNumbersCarry() throws IOException {
        String norm = trained("norm");
        String plain = trained("plain", "--set", "normalization=none", "--set", "learning_rate=0.001");
        Path page = folder.resolve("compare.html");
        Ran ran = Ran.joyul("compare", norm, plain, "--out", page.toString());
        assertThat(ran.code()).as(ran.log()).isZero();
        assertThat(ran.out())
                .startsWith("norm has the lowest validation loss, and each other run is clearly above it")
                .containsPattern("normalization +batch_norm +none\n")
                .containsPattern("learning_rate +0.1 +0.001\n")
                .containsPattern(
                        "- plain: validation loss \\S+ ± \\S+ above norm on the same 250 examples: clearly more.")
                .endsWith("\nreport  " + page + "\n");
        assertThat(Files.readString(page))
                .startsWith("<!DOCTYPE html>")
                .contains("2 runs compared", "\"name\":\"norm\"", "\"name\":\"plain\"")
                .endsWith("</html>\n");
        Ran korean = Ran.joyul("compare", norm, plain, "--out", page.toString(), "--lang", "ko");
        assertThat(korean.out()).startsWith("검증 손실이 가장 낮은 실행은 norm입니다.");
    }

    @Test
    void aTuneIsComparedExampleByExampleToo() {
        String tuned = folder.resolve("tuned").toString();
        Ran tune = Ran.joyul("tune", "digits", "--network", "mlp", "--budget", "1 trial", "--out", tuned);
        assertThat(tune.code()).as(tune.log()).isZero();
        String plain = trained("plain", "--set", "normalization=none", "--set", "learning_rate=0.001");
        Ran ran = Ran.joyul(
                "compare", tuned, plain, "--out", folder.resolve("compare.html").toString());
        assertThat(ran.out())
                .startsWith("tuned has the lowest validation loss, and each other run is clearly above it")
                .containsPattern(
                        "- plain: validation loss \\S+ ± \\S+ above tuned on the same 250 examples: clearly more.");
    }

    @Test
    void mistakesAreOneLine() {
        Ran none = Ran.joyul("compare", folder.toString(), folder.resolve("x").toString());
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.log()).hasLineCount(1).contains("holds no trained run (no recipe.yaml)");
        assertThat(Ran.joyul("compare", "x").code()).isEqualTo(2);
    }
}
