package joyul.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Data sets that everybody knows, where a folder of them is present. */
class KnownDataTest {
    private final Path folder = folder();

    @Test
    void fashionMnistHasTheMeanAndDeviationThatPapersQuote() {
        Data data = load("fashion-mnist");
        assertThat(data.classes()).startsWith("T-shirt/top", "Trouser").hasSize(10);
        assertWhole(data, 0.2860, 0.3530);
    }

    @Test
    void mnistHasTheMeanAndDeviationThatPapersQuote() {
        assertWhole(load("mnist"), 0.1307, 0.3081);
    }

    @Test
    void tablesAreUnderstood() {
        Data diabetes = table("diabetes.csv", "progression");
        assertThat(diabetes.isClassification()).isFalse();
        assertThat(diabetes.columns()).hasSize(10).startsWith("age", "sex", "bmi");
        assertThat(total(diabetes)).isEqualTo(442);
        // The mean of all 442 progressions is 152.13 (Efron et al. 2004); four fifths of them come near.
        assertThat(TargetScaling.of(diabetes.train()).mean()).isCloseTo(152.13, within(8.0));

        Data cancer = table("breast-cancer.csv", "diagnosis");
        assertThat(cancer.classes()).containsExactly("benign", "malignant");
        assertThat(cancer.train().channels()).isEqualTo(30);
        assertThat(total(cancer)).isEqualTo(569);

        Data digits = table("digits.csv", "digit");
        assertThat(digits.classes()).isEqualTo(Targets.Labels.numbers(10));
        assertThat(total(digits)).isEqualTo(1797);
    }

    private static void assertWhole(Data data, double mean, double std) {
        assertThat(List.of(
                        data.train().size(),
                        data.validation().size(),
                        data.test().size()))
                .containsExactly(50_000, 10_000, 10_000);
        InputScaling train = InputScaling.of(data.train());
        InputScaling validation = InputScaling.of(data.validation());
        double wholeMean = (5 * train.mean().get(0) + validation.mean().get(0)) / 6;
        double wholeSquare = (5 * square(train) + square(validation)) / 6;
        assertThat(wholeMean).isCloseTo(mean, within(5e-5));
        assertThat(Math.sqrt(wholeSquare - wholeMean * wholeMean)).isCloseTo(std, within(5e-5));
        int[] counts = new int[10];
        IntStream.of(((Targets.Labels) data.validation().targets()).values()).forEach(label -> counts[label]++);
        assertThat(IntStream.of(counts).boxed())
                .allSatisfy(count -> assertThat(count).isBetween(890, 1130));
    }

    private static double square(InputScaling scaling) {
        double mean = scaling.mean().get(0);
        double std = scaling.std().get(0);
        return mean * mean + std * std;
    }

    private Data load(String name) {
        assumeTrue(Files.isDirectory(folder.resolve(name)), "no " + name + " in " + folder + ": set JOYUL_DATA");
        return Data.load(name, DataOptions.defaults().withDataDir(folder));
    }

    private Data table(String file, String label) {
        Path path = folder.resolve("tabular").resolve(file);
        assumeTrue(Files.exists(path), "no " + path + ": set JOYUL_DATA");
        return Data.load(path, DataOptions.defaults().withLabel(label));
    }

    private static int total(Data data) {
        return data.train().size() + data.validation().size() + data.test().size();
    }

    private static Path folder() {
        String variable = System.getenv("JOYUL_DATA");
        return Path.of(variable == null ? "../../shared/data" : variable);
    }
}
