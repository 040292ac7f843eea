package joyul.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import joyul.check.InputException;
import joyul.data.Data;
import joyul.file.SafeTensors;
import joyul.recipe.Recipe;
import joyul.run.Cancellation;
import joyul.run.Listener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingFolderTest {
    private static final Data DIGITS = SmallData.digits();

    /** Ends a run before its next step. */
    private static final Cancellation STOPPED = new Cancellation().derived(() -> true);

    @TempDir
    Path folder;

    private static Recipe recipe(String more) {
        return SmallData.recipe(DIGITS, "{network: mlp, batch_size: 16, epochs: 2" + more + "}");
    }

    @Test
    void aSecondRunInTheFolderIsRefusedWhileTheFirstLastsAndTouchesNothing() {
        Recipe first = recipe("");
        Recipe second = recipe(", seed: 2");
        TrainingFolder.fresh(folder, first, DIGITS).run(Listener.of(EpochEvent.class, event -> {
            refused(() -> TrainingFolder.fresh(folder, second, DIGITS));
            refused(() -> TrainingFolder.resumed(folder, first, DIGITS));
        }));
        assertThat(Recipe.read(folder.resolve(TrainingFolder.RECIPE), DIGITS)).isEqualTo(first);
        TrainingFolder.fresh(folder, second, DIGITS).run();
        assertThat(Recipe.read(folder.resolve(TrainingFolder.RECIPE), DIGITS)).isEqualTo(second);
    }

    private void refused(Runnable start) {
        assertThatThrownBy(start::run)
                .isInstanceOf(InputException.class)
                .hasMessage("the folder " + folder + " is in use by another run, in this process;"
                        + " wait until it ends, stop it, or choose another folder");
    }

    @Test
    void aRunThatIsRefusedLetsTheFolderGo() {
        TrainingFolder.fresh(folder, recipe(""), DIGITS).run(Listener.NONE, STOPPED);
        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(() -> TrainingFolder.fresh(folder, recipe(""), DIGITS))
                    .hasMessageContaining("holds an unfinished run");
        }
    }

    @Test
    void weightsOfAnotherRecipeDoNotPredict() throws Exception {
        Recipe recipe = recipe("");
        Path file = folder.resolve(TrainingFolder.RECIPE);
        Path weights = folder.resolve(TrainingFolder.WEIGHTS);
        TrainingFolder.fresh(folder, recipe, DIGITS).run();
        Files.writeString(file, Files.readString(file) + "# a comment changes no recipe\n");
        Predictor.open(folder, DIGITS).close();

        recipe(", seed: 2").write(file);
        assertThatThrownBy(() -> Predictor.open(folder, DIGITS))
                .isInstanceOf(InputException.class)
                .hasMessage(
                        weights + " belongs to another recipe than the one beside it, which was changed or replaced;"
                                + " put the weights' own recipe back, or train again");

        // Weights that came from elsewhere say nothing of a recipe.
        SafeTensors content = SafeTensors.read(weights);
        new SafeTensors(content.tensors(), Map.of()).write(weights);
        Predictor.open(folder, DIGITS).close();
    }

    @Test
    void aDamagedCheckpointIsRefusedInOneLineWhicheverPartIsDamaged() {
        Recipe recipe = recipe("");
        Path file = folder.resolve(TrainingFolder.CHECKPOINT);
        TrainingFolder.fresh(folder, recipe, DIGITS).run(Listener.NONE, STOPPED);
        SafeTensors whole = SafeTensors.read(file);
        assertThat(whole.metadata()).hasSizeGreaterThan(10);
        for (String key : whole.metadata().keySet()) {
            for (String text : new String[] {"1.0", "-1", "x", "1 2 3 4 5 6 7 8 9", ""}) {
                Map<String, String> metadata = new LinkedHashMap<>(whole.metadata());
                metadata.put(key, text);
                new SafeTensors(whole.tensors(), whole.series(), metadata).write(file);
                readsOrRefuses(recipe, key + " = '" + text + "'");
            }
        }
        for (String name : whole.tensors().keySet()) {
            Map<String, SafeTensors.Values> tensors = new LinkedHashMap<>(whole.tensors());
            tensors.put(name, new SafeTensors.Values(List.of(1L), new float[] {1}));
            new SafeTensors(tensors, whole.series(), whole.metadata()).write(file);
            assertThatThrownBy(
                            () -> TrainingFolder.resumed(folder, recipe, DIGITS).run(Listener.NONE, STOPPED))
                    .as(name)
                    .isInstanceOf(InputException.class);
        }
    }

    private void readsOrRefuses(Recipe recipe, String what) {
        try {
            TrainingFolder.resumed(folder, recipe, DIGITS).run(Listener.NONE, STOPPED);
        } catch (RuntimeException refused) {
            assertThat(refused).as(what).isInstanceOf(InputException.class);
        }
    }
}
