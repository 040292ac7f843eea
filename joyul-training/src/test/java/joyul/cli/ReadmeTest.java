package joyul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command of the README runs, in its order, in one folder; only budgets and epochs are cut short. */
class ReadmeTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    @TempDir
    Path folder;

    private static List<List<String>> commands(String readme) throws IOException {
        List<List<String>> commands = new ArrayList<>();
        for (String line : Files.readAllLines(ROOT.resolve(readme))) {
            if (line.startsWith("./joyul ")) {
                Matcher words = WORD.matcher(line.substring("./joyul ".length()).split("  #", 2)[0]);
                List<String> command = new ArrayList<>();
                while (words.find()) {
                    command.add(words.group(1) == null ? words.group(2) : words.group(1));
                }
                commands.add(command);
            }
        }
        return commands;
    }

    @Test
    void everyCommandRuns() throws Exception {
        Files.writeString(folder.resolve("prices.csv"), prices());
        Files.writeString(folder.resolve("losses.txt"), "1\n0.9\n0.8\n0.8\n0.8\n0.8\nnan\n0.7\n0.7\n0.7\n");
        List<List<String>> commands = commands("README.md");
        assertThat(commands).hasSizeGreaterThan(8);
        for (List<String> command : commands) {
            Child child = Child.in(folder, shortened(command));
            assertThat(child.end()).as("%s said: %s", command, child.log()).isZero();
        }
        assertThat(folder.resolve("joyul-out/tune-fashion-mini/report.html")).exists();
        assertThat(Files.readAllLines(folder.resolve("predictions.csv"))).hasSize(2_001);
    }

    @Test
    void theKoreanReadmeHasTheSameCommands() throws Exception {
        List<List<String>> korean = commands("README.ko.md");
        korean.get(0).removeAll(List.of("--lang", "ko"));
        assertThat(korean).isEqualTo(commands("README.md"));
    }

    private static List<String> shortened(List<String> command) {
        List<String> words = new ArrayList<>(command);
        boolean tunes = words.get(0).equals("tune");
        int budget = words.indexOf("--budget");
        if (budget >= 0) {
            words.set(budget + 1, "10s");
        } else if (tunes) {
            words.addAll(List.of("--budget", "25s"));
        } else if (words.get(0).equals("train")) {
            words.addAll(List.of("--set", "epochs=1"));
        }
        return words;
    }

    /** A table whose price is linear in two columns, with some noise. */
    private static String prices() {
        SplittableRandom random = new SplittableRandom(5);
        StringBuilder text = new StringBuilder("size,rooms,price\n");
        for (int i = 0; i < 300; i++) {
            double size = 30 + 120 * random.nextDouble();
            int rooms = 1 + random.nextInt(5);
            double price = 3 * size + 20 * rooms + 10 * random.nextGaussian();
            text.append(String.format(Locale.ROOT, "%.1f,%d,%.2f%n", size, rooms, price));
        }
        return text.toString();
    }
}
