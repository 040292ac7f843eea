package joyul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportCommandTest {
    @TempDir
    Path folder;

    private void train(String... more) {
        String[] words = {
            "train", "--data", "digits", "--set", "network=mlp", "--set", "epochs=1", "--out", "", "", "--overwrite"
        };
        words[8] = folder.toString();
        words[9] = more.length == 0 ? "--set=seed=1" : more[0];
        assertThat(Ran.joyul(words).code()).isZero();
    }

    @Test
    void aFoldedNetworkIsWrittenAndPredictsWithTheSameAccuracy() {
        train();
        Ran ran = Ran.joyul("export", folder.toString(), "--fold");
        assertThat(ran.code()).as(ran.log()).isZero();
        assertThat(ran.out())
                .contains("normalization 2 folded into layer 1\n")
                .contains("normalization 8 folded into layer 7\n")
                .containsPattern(
                        "largest difference [0-9.e-]+ of outputs up to [0-9.]+ \\(\\d+ validation examples\\)");
        Path folded = folder.resolve("folded");
        assertThat(folded.resolve("recipe.yaml")).content().contains("normalization: {type: none}");
        Ran before = Ran.joyul("predict", folder.toString());
        Ran after = Ran.joyul("predict", folded.toString());
        assertThat(after.log()).isEqualTo(before.log());

        Ran json = Ran.joyul(
                "export",
                folder.resolve("weights.safetensors").toString(),
                "--fold",
                "--format",
                "json",
                "--out",
                folder.resolve("other").toString());
        assertThat(json.out())
                .startsWith("{\"normalizations\":[{\"layer\":\"2\",\"into\":\"1\"},")
                .contains("\"largest_difference\":")
                .endsWith("}\n");
    }

    @Test
    void whatCannotBeExportedIsSaidInOneLine() {
        Ran nothing = Ran.joyul("export", folder.toString(), "--fold");
        assertThat(nothing.code()).isEqualTo(2);
        assertThat(nothing.log()).contains("is not a trained network").contains("recipe.yaml is missing");
        assertThat(Ran.joyul("export", folder.toString()).log()).contains("--fold");
        train("--set=normalization=none");
        Ran plain = Ran.joyul("export", folder.toString(), "--fold");
        assertThat(plain.code()).isEqualTo(2);
        assertThat(plain.log()).contains("nothing to fold");
        train();
        assertThat(Ran.joyul("export", folder.toString(), "--fold", "--out", folder.toString())
                        .log())
                .contains("--out must be another folder");
        Path other = folder.resolve("other");
        assertThat(Ran.joyul("train", folder.toString(), "--set", "seed=2", "--out", other.toString())
                        .code())
                .isZero();
        assertThat(Ran.joyul("export", folder.toString(), "--fold", "--out", other.toString())
                        .log())
                .contains("other holds a training run; choose another folder by --out");
    }
}
