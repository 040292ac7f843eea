package joyul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Every command that works on a recipe takes one, or data for the default one, in the same words. */
class RecipeOrDataTest {
    @TempDir
    Path folder;

    private Ran train(String... words) {
        String[] all = new String[words.length + 5];
        all[0] = "train";
        System.arraycopy(words, 0, all, 1, words.length);
        System.arraycopy(
                new String[] {
                    "--set", "epochs=1", "--out", folder.resolve("run").toString()
                },
                0,
                all,
                words.length + 1,
                4);
        return Ran.joyul(all);
    }

    private static CommandLine subcommand(String name) {
        return Objects.requireNonNull(JoyulCommand.line(Console.system(), new Interruption())
                .getSubcommands()
                .get(name));
    }

    private Path table() throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        StringBuilder text = new StringBuilder("a,b,price\n");
        for (int i = 0; i < 120; i++) {
            double a = random.nextDouble();
            double b = random.nextDouble();
            text.append(String.format(Locale.ROOT, "%.3f,%.3f,%.3f%n", a, b, 2 * a - b));
        }
        return Files.writeString(folder.resolve("base.csv"), text);
    }

    @Test
    void fewValidationExamplesAreNoted() throws IOException {
        Path small = folder.resolve("small.csv");
        Files.write(small, Files.readAllLines(table()).subList(0, 31));
        assertThat(train(small.toString(), "--label", "price").out())
                .contains("The validation has 3 examples only: another split can give quite another score.\n");
    }

    private String recipe() throws IOException {
        return Files.readString(folder.resolve("run/recipe.yaml"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"train", "find-lr", "find-batch", "diagnose", "rescale", "compare-batches"})
    void theyAllTakeTheSameWords(String command) {
        CommandLine line = subcommand(command);
        assertThat(line.getCommandSpec().positionalParameters())
                .extracting(CommandLine.Model.PositionalParamSpec::paramLabel)
                .containsExactly("RECIPE|DATA");
        assertThat(line.getCommandSpec().optionsMap())
                .containsKeys("--data", "--network", "--label", "--task", "--data-dir", "--set");
    }

    @Test
    void aDataSetsNameIsTrainedOn() throws IOException {
        Ran ran = train("digits", "--network", "mlp");
        assertThat(ran.code()).as(ran.log()).isZero();
        assertThat(recipe()).contains("source: digits").doesNotContain("conv");
    }

    @Test
    void aTableIsTrainedOn() throws IOException {
        Ran ran = train(table().toString(), "--label", "price");
        assertThat(ran.code()).as(ran.log()).isZero();
        assertThat(recipe()).contains("base.csv").contains("label: price");
    }

    @Test
    void aRecipeOfAnyNameAndTheFolderOfARunAreRecipes() throws IOException {
        Path plain = Files.writeString(folder.resolve("mine.txt"), "data: digits\nnetwork: mlp\nbatch_size: 16\n");
        assertThat(train(plain.toString()).code()).isZero();
        assertThat(recipe()).contains("batch_size: 16");
        Path again = folder.resolve("again");
        Ran ran = Ran.joyul("train", folder.resolve("run").toString(), "--out", again.toString());
        assertThat(ran.code()).as(ran.log()).isZero();
        assertThat(again.resolve("weights.safetensors"))
                .hasSameBinaryContentAs(folder.resolve("run/weights.safetensors"));
    }

    @Test
    void aTableThatIsCalledARecipeIsSaidInOneLineAndNotPrinted() throws IOException {
        Path table = Files.copy(table(), folder.resolve("base.yaml"));
        Ran ran = train(table.toString());
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.log().lines()).hasSize(1);
        assertThat(ran.log())
                .hasSizeLessThan(400)
                .contains("base.yaml is no recipe: it must hold keys and values (key: value), but holds 'a,b,price ")
                .contains("if these are data, give them by --data");
        assertThat(train("--data", table.toString(), "--label", "price").code()).isZero();
    }

    @Test
    void whatIsNeitherSaysSo() {
        assertThat(train("digit").log()).contains("digit").contains("did you mean 'digits'?");
        assertThat(train("none.yaml").log()).contains("there is no recipe none.yaml");
        assertThat(train("none.csv").log()).contains("there is no file or folder none.csv");
        assertThat(train("digits", "--data", "digits").log()).contains("with --data, 'digits' must be a recipe file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"recipe", "tune"})
    void aCommandForDataTakesThemInTheirPlaceOrBehindTheOption(String command) {
        CommandLine line = subcommand(command);
        assertThat(line.getCommandSpec().optionsMap())
                .containsKeys("--data", "--network", "--label", "--task", "--data-dir");
        assertThat(Ran.joyul(command, "digits", "--data", "mnist").log())
                .contains("the data are 'digits' here and 'mnist' behind --data; leave one of the two out");
    }

    @Test
    void theDefaultRecipeIsTheSameByEitherName() {
        Ran inPlace = Ran.joyul("recipe", "digits", "--network", "mlp");
        assertThat(inPlace.code()).isZero();
        assertThat(inPlace.out()).contains("source: digits");
        assertThat(Ran.joyul("recipe", "--data", "digits", "--network", "mlp").out())
                .isEqualTo(inPlace.out());
    }

    @Test
    void aTuneLeavesATrainingRunAlone() throws IOException {
        assertThat(train("digits", "--network", "mlp").code()).isZero();
        Ran refused = Ran.joyul("tune", "digits", "--out", folder.resolve("run").toString());
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.log()).contains("holds a training run; choose another folder by --out");
        assertThat(folder.resolve("run/joyul.db")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"find-lr", "find-batch", "diagnose", "predict"})
    void whatIsReadIsNotWrittenOver(String command) throws IOException {
        String table = table().toString();
        byte[] before = Files.readAllBytes(Path.of(table));
        Ran ran = command.equals("predict")
                ? Ran.joyul(command, folder.toString(), "--data", table, "--out", table)
                : Ran.joyul(command, table, "--label", "price", "--out", table);
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.log()).contains("--out must be another file than", "which is read here");
        assertThat(Files.readAllBytes(Path.of(table))).isEqualTo(before);
    }

    @Test
    void whatIsSuggestedNextSaysTheSameChoice() {
        RecipeChanges changes = new RecipeChanges();
        new CommandLine(changes)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .parseArgs(
                        "mine.csv",
                        "--label",
                        "price",
                        "--network",
                        "mlp",
                        "--set",
                        "epochs=2",
                        "--task",
                        "regression");
        assertThat(changes.words())
                .isEqualTo(List.of(
                        "mine.csv",
                        "--label",
                        "price",
                        "--task",
                        "regression",
                        "--network",
                        "mlp",
                        "--set",
                        "epochs=2"));
    }
}
