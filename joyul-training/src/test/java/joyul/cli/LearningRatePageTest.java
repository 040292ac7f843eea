package joyul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every {@code joyul schedule} of the pages on the learning rate runs as it is written. */
class LearningRatePageTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final Pattern COMMAND = Pattern.compile("(?m)^joyul schedule ((?:'[^']*'|[^'\\n])*)");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    @TempDir
    Path folder;

    @Test
    void everyCommandRuns() throws Exception {
        Path metrics = Files.writeString(folder.resolve("losses.txt"), "1\n0.9\n0.9\n0.9\nnan\n");
        List<String> pages = List.of(
                Files.readString(DOCS.resolve("learning-rate.md")), Files.readString(DOCS.resolve("schedules.md")));
        int commands = 0;
        for (Matcher found : pages.stream().map(COMMAND::matcher).toList()) {
            while (found.find()) {
                commands++;
                Ran ran = Ran.joyul(words(found.group(1), metrics).toArray(String[]::new));
                assertThat(ran.code())
                        .as("%s said: %s", found.group(), ran.log())
                        .isZero();
            }
        }
        assertThat(commands).isGreaterThan(8);
        try (Stream<Path> written = Files.list(folder)) {
            assertThat(written.map(file -> String.valueOf(file.getFileName()))).contains("schedules.html");
        }
    }

    private List<String> words(String text, Path metrics) {
        List<String> words = new ArrayList<>(List.of("schedule"));
        Matcher word = WORD.matcher(text);
        while (word.find()) {
            String one = word.group(1) == null ? word.group(2) : word.group(1);
            words.add(
                    one.equals("losses.txt")
                            ? metrics.toString()
                            : one.endsWith(".html") ? folder.resolve(one).toString() : one);
        }
        return words;
    }
}
