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
    private static final Pattern OPTION = Pattern.compile("\"[^\"]*(?<![-\\w])--[a-z][^\"]*\"");

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

    /** Java code that tunes or trains has no command line; what its messages say must be calls that it can make. */
    @Test
    void noMessageOfTuningTrainingOrMeasuringNamesAnOption() throws IOException {
        Path training = Path.of("src", "main", "java", "joyul");
        Path core = Path.of("..", "joyul-core").resolve(training);
        List<Path> rooms = List.of(
                training.resolve("tune"), training.resolve("train"), training.resolve("probe"), core.resolve("batch"));
        for (Path room : rooms) {
            try (Stream<Path> files = Files.walk(room)) {
                for (Path file :
                        files.filter(each -> each.toString().endsWith(".java")).toList()) {
                    assertThat(Files.readAllLines(file))
                            .as("%s", file)
                            .noneMatch(line -> OPTION.matcher(line).find());
                }
            }
        }
    }
}
