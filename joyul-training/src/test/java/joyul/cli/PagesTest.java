package joyul.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import joyul.data.Data;
import joyul.recipe.RecipeDraft;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * Every command of README and pages runs as it is printed, a page's in their order and in a folder of their own. A new
 * command, or a new page, is run without a word here.
 */
class PagesTest {
    /** Programs of the build and of a reader's own; all other commands are Joyul's. */
    private static final List<String> NOT_RUN = List.of("mvn", "ln", "printf", "JOYUL_PYTHON=/path/to/python");

    /** Commands that train on the default data where none are named. */
    private static final Set<String> NETWORKS =
            Set.of("train", "find-lr", "find-batch", "diagnose", "compare-batches", "rescale");

    @TempDir
    Path folder;

    /** What is too long for a test, and how it is run instead; everything else is run as it stands. */
    private static List<String> cheaper(List<String> arguments, boolean readme) {
        List<String> words = new ArrayList<>(arguments);
        // Data sets that are not embedded are stood in for by those that are.
        words.replaceAll(
                word -> word.equals("fashion-mnist") ? "fashion-mini" : word.equals("mnist") ? "digits" : word);
        if (NETWORKS.contains(words.get(0)) && !readme && namesNoData(words)) {
            // The default data take longer than the digits; the README's commands run on them.
            words.addAll(List.of("--data", "digits"));
        }
        switch (words.get(0)) {
            case "tune" -> set(words, "--budget", words.contains("--budget") ? "10s" : "25s");
            case "train" -> epochs(words, words.contains("--resume") ? 2 : 1);
            case "find-lr" -> set(words, "--budget", "150");
            case "find-batch" -> set(words, "--budget", "20s");
            case "diagnose" -> set(words, "--steps", "10");
            case "compare-batches" -> {
                // The digits are too few for larger ones.
                set(words, "--batches", "32,128");
                set(words, "--epochs", "1");
                set(words, "--seeds", "1");
            }
            case "rescale" -> {
                if (words.contains("--test") || words.contains("measured")) {
                    set(words, "--seeds", "1");
                }
            }
            default -> {}
        }
        return words;
    }

    private static boolean namesNoData(List<String> words) {
        return words.stream().skip(1).limit(1).allMatch(word -> word.startsWith("-"))
                && !words.contains("--data")
                && !words.contains("--resume");
    }

    private static void set(List<String> words, String option, String value) {
        int place = words.indexOf(option);
        if (place < 0) {
            words.addAll(List.of(option, value));
        } else {
            words.set(place + 1, value);
        }
    }

    private static void epochs(List<String> words, int epochs) {
        words.replaceAll(word -> word.matches("epochs=\\d+") ? "epochs=" + epochs : word);
        if (words.stream().noneMatch(word -> word.startsWith("epochs="))) {
            words.addAll(List.of("--set", "epochs=" + epochs));
        }
    }

    @TestFactory
    Stream<DynamicTest> everyCommandRuns() throws IOException {
        return Page.all().stream()
                .filter(page -> !page.name().equals("README.ko.md"))
                .filter(page -> page.commands().stream().anyMatch(Page.Command::isJoyul))
                .map(page -> DynamicTest.dynamicTest(page.name(), () -> run(page)));
    }

    private void run(Page page) throws Exception {
        Path own = Files.createDirectories(folder.resolve(page.name().replaceAll("\\W+", "-")));
        Files.writeString(own.resolve("prices.csv"), prices());
        Files.writeString(own.resolve("mine.csv"), prices());
        if (!page.name().startsWith("README")) {
            // A reader of the other pages has a recipe and has trained before.
            Files.writeString(own.resolve("recipe.yaml"), "data: digits\nnetwork: mlp\nepochs: 2\n");
            run(own, List.of("train", "recipe.yaml"));
        }
        for (Page.Command command : page.commands()) {
            if (command.isJoyul()) {
                run(own, cheaper(command.arguments(), page.name().startsWith("README")));
            } else if (command.words().get(0).equals("printf")) {
                print(own, command.words());
            }
        }
        if (page.name().equals("README.md")) {
            assertThat(own.resolve("joyul-out/tune-fashion-mini/report.html")).exists();
            assertThat(Files.readAllLines(own.resolve("predictions.csv"))).hasSize(2_001);
        }
    }

    /** {@code printf TEXT > FILE}. */
    private static void print(Path folder, List<String> words) throws IOException {
        assertThat(words).hasSize(4).element(2).isEqualTo(">");
        Files.writeString(folder.resolve(words.get(3)), words.get(1).replace("\\n", "\n"));
    }

    private static void run(Path folder, List<String> arguments) throws Exception {
        Child child = Child.in(folder, arguments);
        assertThat(child.end()).as("%s said: %s", arguments, child.log()).isZero();
    }

    @Test
    void everyOtherCommandIsOneThatThisTestKnowsOf() throws IOException {
        for (Page page : Page.all()) {
            assertThat(page.commands().stream()
                            .filter(command -> !command.isJoyul())
                            .map(command -> command.words().get(0)))
                    .as("%s: what a program printed has the language text", page.name())
                    .isSubsetOf(NOT_RUN);
        }
    }

    @Test
    void commandsWithinSentencesAreUnderstood() throws IOException {
        int commands = 0;
        for (Page page : Page.all()) {
            for (List<String> words : page.inlineCommands()) {
                commands++;
                assertThatCode(() -> parse(words))
                        .as("%s: joyul %s", page.name(), words)
                        .doesNotThrowAnyException();
            }
        }
        assertThat(commands).isGreaterThan(40);
    }

    /** A sentence may leave out what a command needs besides. */
    private static void parse(List<String> words) {
        try {
            JoyulCommand.line(Console.system(), new Interruption()).parseArgs(words.toArray(String[]::new));
        } catch (CommandLine.MissingParameterException leftOut) {
            assertThat(leftOut.getMissing()).isNotEmpty();
        }
    }

    @Test
    void theKoreanReadmeHasTheSameCommands() throws IOException {
        List<List<String>> english = words("README.md");
        List<List<String>> korean = words("README.ko.md");
        korean.forEach(command -> command.removeAll(List.of("--lang", "ko")));
        assertThat(english).hasSizeGreaterThan(10);
        assertThat(korean).isEqualTo(english);
    }

    private static List<List<String>> words(String page) throws IOException {
        List<List<String>> words = new ArrayList<>();
        for (Page.Command command : Page.of(Page.ROOT.resolve(page)).commands()) {
            words.add(new ArrayList<>(command.words()));
        }
        return words;
    }

    /** "1.6 to 2.4 times its default, 1.4 to 2.0 times its best": the ends of the page's rows. */
    @Test
    void theReadmesRatiosAreThoseOfThePerformancePage() throws IOException {
        List<String[]> rows = Page.of(Page.ROOT.resolve("docs/performance.md"))
                .text()
                .lines()
                .filter(line -> line.startsWith("| `mlp`, batch 64,"))
                .map(line -> line.split("\\|", -1))
                .toList();
        assertThat(rows).hasSizeGreaterThan(2);
        String said = ends(rows, 5) + " times its default, " + ends(rows, 6) + " times its best";
        assertThat(Page.of(Page.ROOT.resolve("README.md")).text()).contains(said);
    }

    private static String ends(List<String[]> rows, int column) {
        DoubleSummaryStatistics values = rows.stream()
                .mapToDouble(row -> Double.parseDouble(row[column].strip()))
                .summaryStatistics();
        return String.format(Locale.ROOT, "%.1f to %.1f", values.getMin(), values.getMax());
    }

    @Test
    void everyLinkLeadsToAFile() throws IOException {
        for (Page page : Page.all()) {
            for (String link : page.links()) {
                if (!link.startsWith("http") && !link.startsWith("#")) {
                    assertThat(page.file().resolveSibling(link.replaceFirst("#.*", "")))
                            .as("%s: %s", page.name(), link)
                            .exists();
                }
            }
        }
    }

    @Test
    void everyRecipeIsOne() throws IOException {
        Data data = Data.load("digits");
        int recipes = 0;
        for (Page page : Page.all()) {
            for (String recipe : page.blocks("yaml")) {
                recipes++;
                assertThatCode(() -> RecipeDraft.parse(recipe, page.name()).complete(data))
                        .doesNotThrowAnyException();
            }
        }
        assertThat(recipes).isPositive();
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
