package joyul.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import joyul.check.InputException;
import joyul.data.Data;
import joyul.rate.OneCycleLR;
import joyul.rate.Readings;
import joyul.recipe.Recipe;
import joyul.run.Cancellation;
import joyul.run.Ending;
import joyul.run.Listener;
import joyul.train.TrainingEvent.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LongerRunTest {
    private static final Data DIGITS = SmallData.digits();

    @TempDir
    Path folder;

    private static Recipe recipe(String more) {
        return SmallData.recipe(DIGITS, "{network: mlp, batch_size: 16, epochs: 5" + more + "}");
    }

    /** The rates of a run in the folder. */
    private List<Double> rates(TrainingFolder run, long stopAt) {
        List<Double> rates = new ArrayList<>();
        run.run(
                Listener.of(StepEvent.class, event -> {
                    rates.add(event.rate());
                }),
                new Cancellation().derived(() -> rates.size() == stopAt));
        return rates;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ", schedule: 'OneCycleLR(max_lr=0.1, total_steps=50)'",
                ", schedule: 'CosineAnnealingLR(T_max=50)'",
                ", every: epoch, schedule: 'LinearLR(start_factor=1, end_factor=0.1, total_iters=5)'",
                ", optimizer: schedule_free_sgd, momentum_schedule: null"
            })
    void aFinishedRunGoesOnForTwentyPercentMore(String more) throws Exception {
        Recipe recipe = recipe(more);
        TrainingFolder.fresh(folder, recipe, DIGITS).run();
        Recipe longer = recipe.with(r -> r.epochs(6));
        TrainingFolder.Result result =
                TrainingFolder.resumed(folder, longer, DIGITS).run();
        assertThat(result.end()).isEqualTo(new RunEnd(Ending.REACHED, 60, ""));
        assertThat(result.events()).containsExactly(new TrainingEvent(Kind.EXTENDED, 50, 50, 1));
        assertThat(Recipe.read(folder.resolve(TrainingFolder.RECIPE), DIGITS)).isEqualTo(longer);
        List<String> log = Files.readAllLines(folder.resolve(TrainingFolder.METRICS));
        assertThat(log).filteredOn(line -> line.contains("\"epoch_end\"")).hasSize(6);
        assertThat(log)
                .filteredOn(line -> line.contains("\"event\":\"extended\""))
                .hasSize(1);
    }

    @Test
    void whatTheScheduleMeasuresByTheRunFollowsTheNewLength() {
        Recipe recipe = recipe("");
        rates(TrainingFolder.fresh(folder, recipe, DIGITS), 20);
        Recipe longer = recipe.with(r -> r.epochs(10));
        List<Double> rest = rates(TrainingFolder.resumed(folder, longer, DIGITS), -1);
        assertThat(rest).hasSize(80);
        OneCycleLR cycle = new OneCycleLR().totalSteps(100);
        for (int i = 0; i < rest.size(); i++) {
            assertThat(rest.get(i)).isEqualTo(cycle.rate(0.1, 20 + i, Readings.none()));
        }
    }

    @Test
    void aLongerRunThatIsInterruptedIsUnfinishedAndResumes() throws Exception {
        Recipe recipe = recipe("");
        TrainingFolder.fresh(folder, recipe, DIGITS).run();
        Recipe longer = recipe.with(r -> r.epochs(7));
        rates(TrainingFolder.resumed(folder, longer, DIGITS), 4);
        assertThat(folder.resolve(TrainingFolder.WEIGHTS)).doesNotExist();
        assertThatThrownBy(() -> TrainingFolder.fresh(folder, recipe, DIGITS))
                .hasMessageContaining("go on with it by TrainingFolder.resumed");
        TrainingFolder.Result result =
                TrainingFolder.resumed(folder, longer, DIGITS).run();
        assertThat(result.end().step()).isEqualTo(70);
        assertThat(result.events()).as("extended once").hasSize(1);
    }

    @Test
    void onlyTheEpochsMayChangeAndOnlyUpwards() {
        Recipe recipe = recipe("");
        TrainingFolder.fresh(folder, recipe, DIGITS).run();
        assertThatThrownBy(() -> TrainingFolder.resumed(folder, recipe.with(r -> r.epochs(4)), DIGITS)
                        .run())
                .isInstanceOf(InputException.class)
                .hasMessage("epochs must be 5 or more, for so many are finished, but was 4; start again in another"
                        + " folder");
        assertThatThrownBy(() -> TrainingFolder.resumed(
                                folder, recipe.with(r -> r.epochs(6).learningRate(0.2)), DIGITS)
                        .run())
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("the checkpoint belongs to another recipe");
    }

    @Test
    void dataPreparedForAnotherScalingAreRefused() {
        Recipe recipe = recipe("");
        Recipe other = recipe(", input: {mean: [0.1], std: [2]}");
        try (TrainingData data = new TrainingData(DIGITS, recipe)) {
            assertThatThrownBy(() -> new Trainer(other, data))
                    .isInstanceOf(InputException.class)
                    .hasMessageStartingWith("the recipe's input and target scaling must be those");
        }
    }
}
