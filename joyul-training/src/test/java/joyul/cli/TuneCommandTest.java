package joyul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
                .contains(" trials already; go on with it by --resume, or begin another in another folder by --out DIR");
    }
}
