package joyul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainCommandTest {
    @TempDir
    Path folder;

    private Ran train(String... more) {
        return Ran.joyul(Stream.concat(
                        Stream.of("train", "--data", "digits", "--set", "network=mlp", "--out", folder.toString()),
                        Arrays.stream(more))
                .toArray(String[]::new));
    }

    @Test
    void aRunWritesItsFilesAndItsWeightsPredict() throws IOException {
        Ran ran = train("--set", "epochs=2");
        assertThat(ran.code()).as(ran.log()).isZero();
        assertThat(ran.log().lines().filter(line -> line.startsWith("epoch "))).hasSize(2);
        assertThat(ran.out())
                .containsPattern("validation  accuracy \\d+\\.\\d\\d % ± ")
                .containsPattern("test   +accuracy");
        for (String file : List.of("recipe.yaml", "metrics.jsonl", "checkpoint.safetensors", "weights.safetensors")) {
            assertThat(folder.resolve(file)).exists();
        }
        assertThat(ran.out()).contains("report      " + folder.resolve("report.html") + "\n");
        assertThat(Files.readString(folder.resolve("report.html")))
                .contains("Training on digits", "The run reached its end after 2 epochs: validation accuracy ")
                .contains("id=\"losses\"", "id=\"metric\"", "id=\"rates\"")
                .endsWith("</html>\n");
        String test = ran.out().lines().toList().get(1).replaceAll("test +(accuracy.*)  loss.*", "$1");

        Ran predicted = Ran.joyul("predict", folder.toString());
        assertThat(predicted.code()).isZero();
        assertThat(predicted.out().lines()).hasSize(251);
        assertThat(predicted.out()).startsWith("row,prediction,p(0),p(1),");
        assertThat(predicted.log()).contains(test + " on digits test (250 examples)");

        Path csv = folder.resolve("p.csv");
        Ran all = Ran.joyul("predict", folder.toString(), "--split", "all", "--out", csv.toString());
        assertThat(all.out()).contains("1,797 predictions").contains("on digits all (1,797 examples)");
        assertThat(Files.readAllLines(csv)).hasSize(1798);
    }

    @Test
    void programsReadTheResultAsJson() {
        Ran ran = train("--set", "epochs=1", "--format", "json");
        assertThat(ran.out())
                .startsWith("{\"end\":\"reached\",\"step\":41,\"validation\":{")
                .contains("\"accuracy\":0.")
                .endsWith("}\n");
    }

    @Test
    void theSameRecipeIsNotTrainedTwiceAndEndsWithTheSameResult() throws IOException {
        Ran first = train("--set", "epochs=1");
        assertThat(first.code()).as(first.log()).isZero();
        byte[] weights = Files.readAllBytes(folder.resolve("weights.safetensors"));

        Ran again = train("--set", "epochs=1");
        assertThat(again.code()).as(again.log()).isZero();
        assertThat(again.log())
                .contains(folder + " holds this very run, finished; --overwrite trains it again")
                .doesNotContain("epoch 1/1");
        assertThat(again.out()).isEqualTo(first.out());

        Ran overwritten = train("--set", "epochs=1", "--overwrite");
        assertThat(overwritten.code()).as(overwritten.log()).isZero();
        assertThat(overwritten.log()).contains("epoch 1/1").doesNotContain("holds this very run");
        assertThat(Files.readAllBytes(folder.resolve("weights.safetensors"))).isEqualTo(weights);
    }

    @Test
    void aRunOfAnotherRecipeIsLeftAloneUnlessToldOtherwise() throws IOException {
        assertThat(train("--set", "epochs=1").code()).isZero();
        byte[] weights = Files.readAllBytes(folder.resolve("weights.safetensors"));
        Ran refused = train("--set", "epochs=1", "--set", "batch_size=64");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.log())
                .contains(folder + " holds a finished run of another recipe (there batch_size: 32, here batch_size: 64)"
                        + "; choose another folder by --out, or replace it by --overwrite");
        assertThat(Files.readAllBytes(folder.resolve("weights.safetensors"))).isEqualTo(weights);
        assertThat(train("--set", "epochs=1", "--set", "batch_size=64", "--overwrite")
                        .code())
                .isZero();
        assertThat(Files.readString(folder.resolve("recipe.yaml"))).contains("batch_size: 64");
    }

    @Test
    void aRecipeEditedInItsOwnFolderIsToldWhereElseItMayGo() throws IOException {
        assertThat(train("--set", "epochs=1").code()).isZero();
        byte[] weights = Files.readAllBytes(folder.resolve("weights.safetensors"));
        Path recipe = folder.resolve("recipe.yaml");
        Files.writeString(recipe, Files.readString(recipe).replace("batch_size: 32", "batch_size: 64"));

        Ran refused = Ran.joyul("train", recipe.toString(), "--out", folder.toString());
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.log()).contains("run of another recipe", "--out", "--overwrite");
        Ran resumed = Ran.joyul("train", "--resume", "--out", folder.toString());
        assertThat(resumed.code()).isEqualTo(2);
        assertThat(resumed.log()).contains("run of another recipe", "--out", "--overwrite");
        assertThat(Files.readAllBytes(folder.resolve("weights.safetensors"))).isEqualTo(weights);

        Ran replaced = Ran.joyul("train", recipe.toString(), "--out", folder.toString(), "--overwrite");
        assertThat(replaced.code()).as(replaced.log()).isZero();
        assertThat(Files.readString(recipe)).contains("batch_size: 64");
    }

    @Test
    void anUnfinishedRunGoesOnWithItsOwnRecipeAndIsKeptFromAnother() throws IOException {
        assertThat(train("--set", "epochs=1").code()).isZero();
        Files.delete(folder.resolve("weights.safetensors"));
        Ran refused = train("--set", "epochs=2");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.log())
                .contains("holds an unfinished run of another recipe (there epochs: 1, here epochs: 2); go on with it"
                        + " by --resume, choose another folder by --out, or replace it by --overwrite");
        assertThat(Ran.joyul("predict", folder.toString()).log()).contains("the run has not ended");
        assertThat(train("--resume", "--overwrite").log()).contains("leave one of the two out");

        Ran goesOn = train("--set", "epochs=1");
        assertThat(goesOn.code()).as(goesOn.log()).isZero();
        assertThat(goesOn.log()).contains("holds this very run, unfinished, which goes on");
        assertThat(folder.resolve("weights.safetensors")).exists();
    }

    @Test
    void aTunesFolderIsNoPlaceToTrainIn() throws IOException {
        Files.writeString(folder.resolve("weights.safetensors"), "of a tune");
        Ran refused = train("--set", "epochs=1");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.log()).contains("holds a finished run of another recipe; choose another folder");
        assertThat(folder.resolve("weights.safetensors")).hasContent("of a tune");
    }

    @Test
    void runsWithoutAFolderFindOneEachAndTheLastOneIsResumed() throws Exception {
        List<String> mlp = List.of("train", "digits", "--network", "mlp", "--set", "epochs=1");
        for (List<String> more : List.of(List.<String>of(), List.of("--set", "seed=2"), List.of("--set", "seed=2"))) {
            Child child =
                    Child.in(folder, Stream.concat(mlp.stream(), more.stream()).toList());
            assertThat(child.end()).as(child.log()).isZero();
        }
        try (Stream<Path> runs = Files.list(folder.resolve("joyul-out"))) {
            assertThat(runs.map(run -> run.getFileName().toString())).containsExactlyInAnyOrder("train", "train-2");
        }
        Child longer = Child.in(folder, List.of("train", "--resume", "--set", "epochs=2"));
        assertThat(longer.end()).as(longer.log()).isZero();
        assertThat(Files.readString(folder.resolve("joyul-out/train-2/recipe.yaml")))
                .contains("epochs: 2", "seed: 2");
        assertThat(Files.readString(folder.resolve("joyul-out/train/recipe.yaml")))
                .contains("epochs: 1", "seed: 1");
    }

    @Test
    void aDivergedRunSaysWhatToDoAndMayBeTriedAgain() throws IOException {
        Ran ran = train(
                "--set",
                "epochs=2",
                "--set",
                "learning_rate=1e4",
                "--set",
                "normalization=none",
                "--set",
                "guard=strict");
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.log()).contains("the run diverged (").contains("try --set learning_rate=0.01");
        assertThat(Files.readString(folder.resolve("report.html")))
                .contains("The run diverged at step ", "it left no weights")
                .doesNotContain("The run went as it should");
        assertThat(train("--set", "epochs=1").code()).isZero();
    }

    @Test
    void whatTheGuardDoesIsToldWhereItHappensAndInTheEnd() throws IOException {
        Ran ran = train(
                "--set", "epochs=8", "--set", "learning_rate=1", "--set", "normalization=none", "--format", "json");
        assertThat(ran.code()).as(ran.log()).isZero();
        assertThat(ran.log())
                .containsPattern("step \\d+: overshoot; the guard went back to step \\d+, and the rate is"
                        + " multiplied by 0.2 from here on");
        assertThat(ran.out()).contains("\"events\":[{\"event\":\"").contains("\"rate_factor\":0.2}");
        assertThat(Files.readString(folder.resolve("metrics.jsonl"))).contains("{\"event\":\"rolled_back\",\"step\":");
    }

    @Test
    void aFinishedRunIsTrainedLonger() {
        assertThat(train("--set", "epochs=1").code()).isZero();
        String out = folder.toString();
        Ran longer = Ran.joyul("train", "--resume", "--set", "epochs=2", "--out", out);
        assertThat(longer.code()).as(longer.log()).isZero();
        assertThat(longer.log()).contains("epoch 2/2 ").doesNotContain("epoch 1/2 ");
        Ran shorter = Ran.joyul("train", "--resume", "--set", "epochs=1", "--out", out);
        assertThat(shorter.code()).isEqualTo(2);
        assertThat(shorter.log()).contains("epochs must be 2 or more, for so many are finished");
    }

    @Test
    void aTableIsLearntAndEveryRowOfAnotherIsPredicted() throws IOException {
        StringBuilder rows = new StringBuilder("a,b,price\n");
        for (int i = 0; i < 200; i++) {
            rows.append(i % 10)
                    .append(',')
                    .append(i % 7)
                    .append(',')
                    .append(100.5 + 20 * (i % 10))
                    .append('\n');
        }
        Path csv = Files.writeString(folder.resolve("houses.csv"), rows);
        Path out = folder.resolve("run");
        Ran ran = Ran.joyul(
                "train", "--data", csv.toString(), "--label", "price", "--set", "epochs=30", "--out", out.toString());
        assertThat(ran.code()).as(ran.log()).isZero();
        assertThat(ran.out()).containsPattern("test +R² 0\\.9\\d");

        Path fresh = Files.writeString(folder.resolve("new.csv"), "b,name,a\n1,first,0\n3,second,9\n");
        Ran predicted = Ran.joyul("predict", out.toString(), "--data", fresh.toString());
        List<String> lines = predicted.out().lines().toList();
        assertThat(lines).hasSize(3).first().isEqualTo("row,prediction");
        assertThat(Double.parseDouble(lines.get(1).split(",", 2)[1])).isBetween(60.0, 140.0);
        assertThat(Double.parseDouble(lines.get(2).split(",", 2)[1])).isBetween(240.0, 320.0);
        Ran part = Ran.joyul("predict", out.toString(), "--data", csv.toString(), "--split", "test");
        assertThat(part.out().lines()).hasSize(21);
        assertThat(part.log()).contains("R² 0.9");
    }
}
