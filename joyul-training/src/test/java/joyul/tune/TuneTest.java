package joyul.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import joyul.Joyul;
import joyul.batch.Ceilings;
import joyul.batch.MemoryCeiling;
import joyul.batch.MemorySize;
import joyul.batch.TriedSize;
import joyul.check.InputException;
import joyul.data.Data;
import joyul.explain.Confirmed;
import joyul.file.FolderLock;
import joyul.file.SafeTensors;
import joyul.knob.Knob;
import joyul.knob.Knobs;
import joyul.noise.NoiseScale;
import joyul.noise.NoiseTrail;
import joyul.recipe.Recipe;
import joyul.recipe.RecipeEdit;
import joyul.run.Cancellation;
import joyul.run.Listener;
import joyul.space.Scale;
import joyul.storage.Storages;
import joyul.study.Budget;
import joyul.study.Outcome;
import joyul.study.Storage;
import joyul.study.Trial;
import joyul.study.TrialState;
import joyul.train.Predictions;
import joyul.train.Predictor;
import joyul.train.Trained;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TuneTest {
    private static final Data DIGITS = Data.load("digits");

    @TempDir
    Path folder;

    private Tune tune() {
        return new Tune(DIGITS).network("mlp").budget(Budget.trials(7)).jobs(2).folder(folder);
    }

    private List<Trial> trials() {
        try (Storage storage = Storages.open("sqlite:" + folder.resolve("joyul.db"))) {
            return storage.trials(storage.findStudy(Tuner.STUDY).orElseThrow()).stream()
                    .filter(trial -> trial.state() != TrialState.WAITING)
                    .toList();
        }
    }

    @Test
    void theWinnerIsTheBestOnFreshSeedsAndItsRecipeReproducesTheWeightsByteForByte() throws Exception {
        Tuned won = tune().run();
        assertThat(won.confirmed()).isNotEmpty().extracting(Confirmed::loss).isSortedAccordingTo(Double::compare);
        Confirmed best = won.confirmed().get(0);
        assertThat(won.trial()).isEqualTo(best.trial());
        assertThat(won.confirmed())
                .as("all candidates are trained on the same fresh seeds, some on more of them")
                .allSatisfy(
                        each -> assertThat(each.seeds()).startsWith(best.seeds().get(0)));
        assertThat(best.seeds()).contains(won.recipe().seed());
        assertThat(won.confirmed())
                .as("the default recipe's own length, and three times as long")
                .filteredOn(Confirmed::standard)
                .extracting(Confirmed::epochs)
                .contains(25);

        Recipe recipe = Recipe.read(folder.resolve("recipe.yaml"), DIGITS);
        assertThat(recipe).isEqualTo(won.recipe());
        Trained again = Trained.run(recipe, DIGITS);
        again.writeWeights(folder.resolve("again.safetensors"));
        assertThat(folder.resolve("again.safetensors")).hasSameBinaryContentAs(folder.resolve("weights.safetensors"));
        assertThat(SafeTensors.read(folder.resolve("scores.safetensors")).tensors())
                .extractingByKey("validation")
                .extracting(SafeTensors.Values::numbers)
                .as("the loss of each validation example, as that very run scores it")
                .isEqualTo(again.validation().losses());
        try (Predictor model = won.model()) {
            Predictions predictions = model.predict(DIGITS.test().features());
            assertThat(predictions.metric(DIGITS.test().targets()))
                    .isEqualTo(won.test().orElseThrow().metric());
        }

        List<Trial> trials = trials();
        assertThat(trials).hasSize(7).allMatch(trial -> trial.state().finished());
        assertThat(won.finished()).isEqualTo(7);
        assertThat(Files.readAllLines(folder.resolve("trials.csv"))).hasSize(8);
        assertThat(folder.resolve("report.html")).content().contains("</html>");
        assertThat(trials.get(0).point().number(Knobs.RATE))
                .as("the default recipe is the first trial")
                .isEqualTo(0.1);
        assertThatThrownBy(() -> tune().run())
                .isInstanceOf(InputException.class)
                .hasMessage(
                        folder.resolve("joyul.db") + " holds a tune of 7 trials already; go on with it by resume(true),"
                                + " or begin another in another folder by folder(PATH)");
        assertThatThrownBy(() -> tune().resume(true).fix("batch", 32).run())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("was begun otherwise: the ranges or values of its knobs are others; go on");
    }

    @Test
    void aStoppedTuneGoesOnWithItsOwnTrialsAndLosesNone() {
        AtomicInteger ended = new AtomicInteger();
        Tuned stopped = tune().listener(Listener.of(TrialTold.class, told -> ended.incrementAndGet()))
                .cancellation(new Cancellation().derived(() -> ended.get() >= 3))
                .run();
        assertThat(stopped.interrupted()).isTrue();
        List<Trial> before = trials();
        Tuned won = tune().resume(true).run();
        List<Trial> after = trials();
        assertThat(won.interrupted()).isFalse();
        assertThat(after).hasSize(7).allMatch(trial -> trial.state().finished());
        for (Trial trial : before) {
            assertThat(after.get(trial.number()).point()).isEqualTo(trial.point());
            assertThat(after.get(trial.number()).readings()).containsAllEntriesOf(trial.readings());
        }
    }

    @Test
    void theDefaultRunsFirstAndATuneThatGoesOnRunsNoFreshRunAgain() {
        List<FreshTold> runs = Collections.synchronizedList(new ArrayList<>());
        Listener hearing = Listener.of(FreshTold.class, runs::add);
        tune().budget(Budget.trials(3)).listener(hearing).run();
        List<FreshTold> before = List.copyOf(runs);
        assertThat(before)
                .as("the default recipe, for its own 25 epochs")
                .anyMatch(run -> run.trial() == 0 && run.epochs() == 25 && run.freshSeed() == 1);
        Tuned on =
                tune().budget(Budget.trials(4)).resume(true).listener(hearing).run();
        assertThat(runs)
                .extracting(run -> run.trial() + " " + run.epochs() + " " + run.freshSeed())
                .doesNotHaveDuplicates();
        for (FreshTold run : before) {
            assertThat(on.confirmed())
                    .as("what ran before still counts")
                    .anyMatch(each -> each.trial() == run.trial()
                            && each.epochs() == run.epochs()
                            && each.seeds().size() >= run.freshSeed());
        }
    }

    @Test
    void aRateThatDivergesEndsTrialsAsDivergedAndTheSearchGoesOn() {
        Tuned won = tune().range("lr", 0.05, 1e6)
                .fix("normalization", "none")
                .budget(Budget.trials(10))
                .run();
        List<Trial> trials = trials();
        assertThat(trials).hasSize(10);
        assertThat(trials).anyMatch(trial -> trial.outcome() == Outcome.DIVERGED);
        assertThat(trials).anyMatch(trial -> trial.state() == TrialState.COMPLETE);
        assertThat(won.recipe().learningRate()).isLessThan(100);
    }

    @Test
    void fixedKnobsHoldAndRangesAreKept() {
        tune().fix("batch", 64)
                .range("lr", 0.01, 0.02)
                .fix("normalization", "none")
                .run();
        assertThat(trials()).allSatisfy(trial -> {
            assertThat(trial.point().has(Knobs.BATCH)).isFalse();
            assertThat(trial.point().has(Knobs.NORMALIZATION)).isFalse();
            assertThat(trial.point().number(Knobs.RATE)).isBetween(0.01, 0.02);
        });
    }

    @Test
    void knobsThatAreAskedForAndOnesOwnAreSearchedAndATuneGoesOnWithThem() {
        Knob own = Knob.floating(
                "tolerance", 2, 8, Scale.LOG, RecipeEdit::divergence, recipe -> Optional.of(recipe.divergence()));
        tune().search("optimizer")
                .search("dropout")
                .knob(own)
                .budget(Budget.trials(3))
                .run();
        Tuned won = tune().knob(own).resume(true).budget(Budget.trials(6)).run();
        List<Trial> trials = trials();
        assertThat(trials).hasSize(6);
        assertThat(trials.get(0).point().text("optimizer")).isEqualTo("sgd");
        assertThat(trials.get(0).point().number("dropout")).isZero();
        assertThat(trials.get(0).point().number("tolerance")).isEqualTo(4);
        assertThat(trials.get(1).point().text("optimizer")).isEqualTo("adamw");
        assertThat(trials.get(1).point().has(Knobs.RATE)).isFalse();
        Trial winner = trials.get(won.trial());
        assertThat(won.recipe().divergence()).isEqualTo(winner.point().number("tolerance"));
        assertThatThrownBy(() -> tune().resume(true).budget(Budget.trials(7)).run())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("was begun otherwise: the ranges or values of its knobs are others");
    }

    @Test
    void measuredCeilingsBoundTheBatchSizeAndAResumedTuneKeepsThem() {
        List<String> told = new ArrayList<>();
        Listener listening = Listener.of(PhaseBegun.class, phase -> told.add(phase.detail()));
        tune().ceilings(ceilings()).budget(Budget.trials(4)).run();
        List<Trial> before = trials();
        assertThat(before)
                .extracting(trial -> trial.point().integer(Knobs.BATCH))
                .allSatisfy(log -> assertThat(log).isBetween(5, 7));
        assertThat(before)
                .as("the default recipe's 32, and two doublings up by the noise scale; two down are not searched")
                .extracting(trial -> trial.point().integer(Knobs.BATCH))
                .startsWith(5, 5, 5);
        tune().resume(true).measureCeilings(true).listener(listening).run();
        assertThat(told).noneMatch(detail -> detail.contains("ceilings"));
        assertThat(trials()).hasSizeGreaterThan(4);
        assertThat(folder.resolve("report.html")).content().contains("searched from 32 to 128");
    }

    /**
     * With a noise scale of 200 [100, 400] the critical batch is from 22 to 400. Size 16 takes more than 5 times as long to the
     * same loss as the best, and an eighth of the training examples is more than 128 and less than 256: from 32 to 128.
     */
    private static Ceilings ceilings() {
        NoiseScale scale = new NoiseScale(200, 100, 400, 1, 200, 50);
        NoiseTrail.Window window = new NoiseTrail.Window(1, 100, scale);
        List<TriedSize> sizes = List.of(
                new TriedSize(16, 1_000, 0),
                new TriedSize(32, 8_000, 0),
                new TriedSize(64, 10_000, 0),
                new TriedSize(128, 11_000, 0));
        MemoryCeiling memory = new MemoryCeiling(512, 0, MemoryCeiling.End.DATA, MemorySize.parse("4g"));
        return new Ceilings(
                sizes, memory, List.of(window), window, DIGITS.train().size());
    }

    @Test
    void longBudgetsMeasureTheCeilingsForATenthOfTheTimeUnlessTheBatchIsChosen() {
        Tune quarter = tune().budget(Duration.ofMinutes(15));
        assertThat(tune().budget(Duration.ofMinutes(9)).forCeilings()).isEmpty();
        assertThat(tune().budget(Budget.trials(100)).forCeilings()).isEmpty();
        assertThat(quarter.forCeilings()).contains(Duration.ofSeconds(90));
        assertThat(quarter.measureCeilings(false).forCeilings()).isEmpty();
        assertThat(tune().budget(Duration.ofMinutes(15)).fix("batch", 64).forCeilings())
                .isEmpty();
        assertThat(tune().budget(Duration.ofMinutes(15))
                        .range("batch_size", 32, 64)
                        .forCeilings())
                .isEmpty();
        assertThat(tune().budget(Duration.ofSeconds(60)).measureCeilings(true).forCeilings())
                .contains(Duration.ofSeconds(6));
        assertThat(tune().measureCeilings(true).forCeilings()).contains(Duration.ofSeconds(90));
    }

    @Test
    void whatNoRecipeTakesIsRefusedBeforeAnythingIsWrittenAndTheCorrectedTuneBegins() {
        Path fresh = folder.resolve("fresh");
        assertThatThrownBy(() -> tune().folder(fresh).fix("lr", -1).run())
                .isInstanceOf(InputException.class)
                .hasMessage("learning_rate must be positive and finite, but was -1");
        assertThatThrownBy(() -> tune().folder(fresh).fix("batch", 1 << 20).run())
                .isInstanceOf(InputException.class)
                .hasMessage("batch_size must be at most the number of training examples (1297), but was 1048576");
        assertThat(fresh).doesNotExist();
    }

    @Test
    void aFolderHasOneTuneAtATimeAlsoOneThatGoesOn() {
        try (FolderLock held = FolderLock.hold(folder)) {
            assertThat(held).isNotNull();
            assertThatThrownBy(() -> tune().run())
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("is in use by another run");
            assertThatThrownBy(() -> tune().resume(true).run())
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("is in use by another run");
        }
        assertThat(folder.resolve("joyul.db")).doesNotExist();
    }

    @Test
    void aTuneGoesOnWithTheNetworkTheKnobsAndTheSeedThatItWasBegunWith() {
        tune().fix("normalization", "none")
                .range("lr", 0.01, 0.2)
                .seed(5)
                .budget(Budget.trials(2))
                .run();
        List<TrialEpoch> epochs = Collections.synchronizedList(new ArrayList<>());
        Tuned on = new Tune(DIGITS)
                .folder(folder)
                .resume(true)
                .budget(Budget.trials(4))
                .jobs(1)
                .onEpoch(epochs::add)
                .run();
        assertThat(trials()).hasSize(4).allSatisfy(trial -> {
            assertThat(trial.point().has(Knobs.NORMALIZATION)).isFalse();
            assertThat(trial.point().number(Knobs.RATE)).isBetween(0.01, 0.2);
        });
        assertThat(on.recipe().network()).isEqualTo(Joyul.recipe(DIGITS, "mlp").network());
        assertThat(Tune.dataOf("sqlite:" + folder.resolve("joyul.db")).source()).isEqualTo("digits");
        assertThat(epochs)
                .as("every run is of a trial that there is")
                .allSatisfy(
                        epoch -> assertThat(trials()).extracting(Trial::number).contains(epoch.trial()));
        assertThat(epochs).anyMatch(TrialEpoch::confirms).anyMatch(epoch -> !epoch.confirms());
        assertThat(epochs.stream().filter(TrialEpoch::confirms).map(TrialEpoch::toString))
                .allMatch(line -> line.matches("trial \\d on fresh seed [12]  epoch \\d+/\\d+  train loss .*"));
        assertThat(on.confirmed())
                .allSatisfy(each -> assertThat(each.standard()).isEqualTo(each.trial() == 0));
        assertThatThrownBy(() -> Tune.dataOf("sqlite:" + folder.resolve("other.db")))
                .isInstanceOf(InputException.class)
                .hasMessageEndingWith("other.db holds no tune to go on with; begin one without resume(true)");
        assertThatThrownBy(() -> new Tune(DIGITS)
                        .network("cnn-small")
                        .folder(folder)
                        .resume(true)
                        .run())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("was begun otherwise: network[1] is {type: conv, channels: 8, kernel: 3, ");
        assertThatThrownBy(() -> new Tune(Data.load("fashion-mini"))
                        .folder(folder)
                        .resume(true)
                        .run())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("was begun with other data than fashion-mini");
    }

    @Test
    void moreJobsThanProcessorsAreNotPlannedWith() {
        List<String> told = new ArrayList<>();
        tune().jobs(1000)
                .budget(Budget.trials(1))
                .listener(Listener.of(PhaseBegun.class, phase -> told.add(phase.detail())))
                .run();
        int processors = Runtime.getRuntime().availableProcessors();
        assertThat(told.get(0))
                .matches(processors + " jobs? instead of 1000: this machine has " + processors
                        + " processors? for them");
    }

    @Test
    void eachDataSetHasAFolderOfItsOwn() {
        assertThat(Tune.folderOf("digits")).isEqualTo(Path.of("joyul-out", "tune-digits"));
        assertThat(Tune.folderOf("/data/my prices.CSV")).isEqualTo(Path.of("joyul-out", "tune-my-prices"));
    }

    @Test
    void whereAllTrialsDivergeTheBudgetIsNotBlamed() {
        assertThatThrownBy(() -> tune().range("lr", 1e9, 1e10)
                        .fix("normalization", "none")
                        .budget(Budget.trials(2))
                        .run())
                .isInstanceOf(InputException.class)
                .hasMessageMatching(
                        "no trial has a result: 2 trials diverged, the lowest learning rate [\\de.]+; search"
                                + " lower ones by range\\(\"lr\", LOW, HIGH\\)");
    }

    @Test
    void wrongKnobsAreNamed() {
        assertThatThrownBy(() -> tune().fix("lrr", 0.1).run())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("unknown knob 'lrr'; did you mean 'lr'?");
        assertThatThrownBy(() -> tune().fix("batch", 100).run())
                .isInstanceOf(InputException.class)
                .hasMessage("batch must be a power of two in a tune, but was 100");
    }
}
