package joyul.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import joyul.Joyul;
import joyul.data.Data;
import joyul.file.SafeTensors;
import joyul.model.Scores;
import joyul.recipe.Recipe;
import joyul.space.Point;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreshRunsTest {
    private static final Recipe RECIPE = Joyul.recipe(Data.load("digits"), "mlp");

    @TempDir
    Path folder;

    private final Candidate candidate = new Candidate(7, Point.empty(), 24);

    @Test
    void aRunIsReadAsItWasKept() {
        SafeTensors weights = new SafeTensors(
                Map.of("0.weight", new SafeTensors.Values(List.of(2L), new float[] {0.5f, -1})),
                Map.of("format", "pt"));
        Scores scores = new Scores(0.25, 0.875, new float[] {0.1f, 0.4f});
        FreshRuns runs = new FreshRuns(folder);
        runs.keep(candidate, 2, RECIPE, new Candidate.Fresh(99, Optional.of(scores), Optional.of(weights), 3.5, 61));
        assertThat(runs.all())
                .extracting(FreshRuns.Kept::trial, FreshRuns.Kept::epochs, FreshRuns.Kept::round)
                .containsExactly(tuple(7, 24, 2));
        Candidate.Fresh read = FreshRuns.read(runs.all().get(0), RECIPE).orElseThrow();
        assertThat(read.seed()).isEqualTo(99);
        assertThat(read.seconds()).isEqualTo(3.5);
        assertThat(read.ended()).isEqualTo(61);
        assertThat(read.scores().orElseThrow().loss()).isEqualTo(0.25);
        assertThat(read.scores().orElseThrow().metric()).isEqualTo(0.875);
        assertThat(read.scores().orElseThrow().losses()).containsExactly(0.1f, 0.4f);
        SafeTensors again = read.weights().orElseThrow();
        assertThat(again.metadata())
                .as("nothing of the race goes into the weights")
                .isEqualTo(weights.metadata());
        assertThat(again.series()).isEmpty();
        assertThat(again.tensors())
                .extractingByKey("0.weight")
                .extracting(SafeTensors.Values::numbers)
                .isEqualTo(new float[] {0.5f, -1});
    }

    @Test
    void aRunThatDivergedIsKeptAsOne() {
        FreshRuns runs = new FreshRuns(folder);
        runs.keep(candidate, 0, RECIPE, new Candidate.Fresh(1, Optional.empty(), Optional.empty(), 1, 2));
        Candidate.Fresh read = FreshRuns.read(runs.all().get(0), RECIPE).orElseThrow();
        assertThat(read.scores()).isEmpty();
        assertThat(read.weights()).isEmpty();
    }

    @Test
    void whatIsDamagedOrOfAnotherRecipeCountsAsNotThere() throws Exception {
        FreshRuns runs = new FreshRuns(folder);
        assertThat(runs.all()).isEmpty();
        runs.keep(candidate, 0, RECIPE, new Candidate.Fresh(1, Optional.empty(), Optional.empty(), 1, 2));
        FreshRuns.Kept kept = runs.all().get(0);
        assertThat(FreshRuns.read(kept, RECIPE.with(edit -> edit.seed(2)))).isEmpty();
        byte[] whole = Files.readAllBytes(kept.file());
        Files.write(kept.file(), Arrays.copyOf(whole, whole.length / 2));
        assertThat(FreshRuns.read(kept, RECIPE)).isEmpty();
        Files.writeString(kept.file().resolveSibling("notes.txt"), "mine");
        assertThat(runs.all()).hasSize(1);
    }
}
