package joyul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OptionWordsTest {
    /** An option in a text, other than in a whole command: {@code joyul train --out runs/1}. */
    private static final Pattern OPTION =
            Pattern.compile("\"(?![^\"]*(?:joyul|optuna) \\w)[^\"]*(?<![-\\w])--[a-z][^\"]*\"");

    @Test
    void theCommandLineNamesItsOwnOptions() {
        assertThat(OptionWords.in("x holds a tune already; go on with it by resume(true), or begin another in another"
                        + " folder by folder(PATH)"))
                .isEqualTo("x holds a tune already; go on with it by --resume, or begin another in another folder by"
                        + " --out DIR");
        assertThat(OptionWords.in("search lower ones by range(\"lr\", LOW, HIGH)"))
                .isEqualTo("search lower ones by --range lr=LOW..HIGH");
        assertThat(OptionWords.in("learning_rate must be positive")).isEqualTo("learning_rate must be positive");
    }

    @Test
    void whatTheJavaCallsTakeIsAnOptionHere() {
        assertThat(OptionWords.in("say which column is the label by withLabel(COLUMN); columns: a"))
                .isEqualTo("say which column is the label by --label COLUMN; columns: a");
        assertThat(OptionWords.in("give withDataDir(DIR) or set JOYUL_DATA"))
                .isEqualTo("give --data-dir DIR or set JOYUL_DATA");
        assertThat(OptionWords.in("if these are data, load them by Data.load(PATH)"))
                .isEqualTo("if these are data, give them by --data");
        assertThat(OptionWords.in("that of 0.1; for another give the optimizer's rate"))
                .isEqualTo("that of 0.1; for another give the optimizer's rate by --lr");
    }

    /** Java code has no command line; what it is told must be calls that it can make. */
    @Test
    void noMessageOutsideOfTheCommandLineNamesAnOption() throws IOException {
        Path training = Path.of("src", "main", "java", "joyul");
        Path core = Path.of("..", "joyul-core").resolve(training);
        for (Path module : List.of(training, core)) {
            try (Stream<Path> files = Files.walk(module)) {
                for (Path file : files.filter(each -> each.toString().endsWith(".java"))
                        .filter(each -> !each.startsWith(training.resolve("cli")))
                        .toList()) {
                    assertThat(Files.readAllLines(file))
                            .as("%s", file)
                            .noneMatch(line -> OPTION.matcher(line).find());
                }
            }
        }
    }
}
