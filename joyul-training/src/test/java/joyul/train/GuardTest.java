package joyul.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import joyul.check.InputException;
import joyul.data.Data;
import joyul.file.SafeTensors;
import joyul.recipe.Guard;
import joyul.recipe.Recipe;
import joyul.train.TrainingEvent.Kind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuardTest {
    private static final String PLAIN = "network: mlp, normalization: none, batch_size: 16, epochs: 1,"
            + " optimizer: {type: sgd, momentum: 0.9, nesterov: false}, learning_rate: 0.05, schedule: constant";

    private static Trained run(Recipe recipe, Data data, Guard guard) {
        return Trained.run(recipe.with(r -> r.guard(guard)), data, Observer.NONE);
    }

    private static List<Kind> kinds(Trained run) {
        return run.events().stream().map(TrainingEvent::kind).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{network: mlp, batch_size: 16, epochs: 8}",
                "{network: mlp, batch_size: 8, epochs: 6, normalization: none, learning_rate: 0.1}",
                "{network: cnn-small, batch_size: 30, epochs: 6, optimizer: adamw, statistics: moving}",
                "{network: mlp, batch_size: 16, epochs: 8, optimizer: schedule_free_adamw}",
                "{network: mlp, batch_size: 16, epochs: 8, loss: {type: cross_entropy, label_smoothing: 0.2}}"
            })
    void aCleanRunIsTheSameToTheBitWithTheGuardOn(String yaml) {
        Data digits = SmallData.digits();
        Recipe recipe = SmallData.recipe(digits, yaml);
        Trained off = run(recipe, digits, Guard.OFF);
        for (Guard guard : new Guard[] {Guard.ON, Guard.STRICT}) {
            Trained other = run(recipe, digits, guard);
            assertThat(other.events()).isEmpty();
            assertThat(other.weights().tensors().keySet())
                    .isEqualTo(off.weights().tensors().keySet());
            off.weights()
                    .tensors()
                    .forEach((name, values) -> assertThat(numbers(other, name))
                            .as("%s, %s", guard, name)
                            .isEqualTo(values.numbers()));
        }
    }

    private static float[] numbers(Trained run, String name) {
        SafeTensors.Values values = run.weights().tensors().get(name);
        return Objects.requireNonNull(values, name).numbers();
    }

    @Test
    void oneBatchTimesAHundredIsLeftOutAndTheRunEndsAsACleanOne() {
        Data poisoned = Poisoned.data(16, 1, 40);
        Recipe recipe = Poisoned.recipe(poisoned, PLAIN);
        Trained saved = run(recipe, poisoned, Guard.ON);
        assertThat(saved.events()).containsExactly(new TrainingEvent(Kind.SKIPPED, 41, 41, 1));

        // Clean runs: the same batches without the multiplication, and other seeds.
        List<Double> clean = new ArrayList<>();
        for (long seed = 1; seed <= 6; seed++) {
            long fixed = seed;
            Recipe other = Poisoned.recipe(Poisoned.clean(), PLAIN).with(r -> r.seed(fixed));
            clean.add(run(other, Poisoned.clean(), Guard.OFF).validation().loss());
        }
        double mean = clean.stream().mapToDouble(x -> x).average().orElseThrow();
        double sd = Math.sqrt(
                clean.stream().mapToDouble(x -> (x - mean) * (x - mean)).sum() / (clean.size() - 1));
        assertThat(saved.validation().loss()).isCloseTo(clean.get(0), within(sd));

        // Without the guard the run is thrown out of what it had learned.
        Trained lost = run(recipe, poisoned, Guard.OFF);
        assertThat(lost.end().reached()).isTrue();
        assertThat(lost.validation().loss() <= 3 * saved.validation().loss())
                .as("%s, saved %s", lost.validation().loss(), saved.validation().loss())
                .isFalse();
        assertThat(lost.events()).isEmpty();
    }

    @Test
    void twoBatchesInARowThatAreAbsurdCostTheStepsSinceTheLastGoodStateAndTheRate() {
        Data poisoned = Poisoned.data(16, 1, 60, 61);
        List<Double> rates = new ArrayList<>();
        Trained saved = Trained.run(Poisoned.recipe(poisoned, PLAIN), poisoned, new Observer() {
            @Override
            public void onStep(StepEvent event) {
                rates.add(event.rate());
            }
        });
        // At steps 25 and 50 the network was of no more use than a constant, so the fresh weights are the last good
        // state.
        assertThat(saved.events())
                .containsExactly(
                        new TrainingEvent(Kind.SKIPPED, 61, 61, 1), new TrainingEvent(Kind.ROLLED_BACK, 62, 0, 0.2));
        assertThat(rates.subList(0, 62)).containsOnly(0.05);
        assertThat(rates.subList(62, 81)).hasSize(19).containsOnly(0.2 * 0.05);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "network: mlp, normalization: none, learning_rate: 1",
                "network: mlp, normalization: none, optimizer: adamw, learning_rate: 0.3",
                "network: cnn-small, normalization: none, learning_rate: 1"
            })
    void aRateTenTimesTooLargeIsCutUntilTheRunLearns(String yaml) {
        Data digits = Data.load("digits");
        Recipe recipe = SmallData.recipe(digits, "{" + yaml + ", batch_size: 32, epochs: 12}");
        Trained lost = run(recipe, digits, Guard.OFF);
        assertThat(lost.validation().metric()).isLessThan(0.3);
        Trained saved = run(recipe, digits, Guard.ON);
        assertThat(saved.validation().metric()).isGreaterThan(0.85);
        assertThat(kinds(saved)).contains(Kind.ROLLED_BACK);
        assertThat(saved.events().get(saved.events().size() - 1).rateFactor()).isLessThan(1);

        Trained again = run(recipe, digits, Guard.ON);
        assertThat(again.events()).isEqualTo(saved.events());
        String last = saved.weights().tensors().keySet().stream()
                .reduce((before, name) -> name)
                .orElseThrow();
        assertThat(numbers(again, last)).isEqualTo(numbers(saved, last));
    }

    @Test
    void strictEndsTheRunWhereOffGoesOn() {
        Data digits = SmallData.digits();
        Recipe recipe = SmallData.recipe(
                digits, "{network: mlp, normalization: none, learning_rate: 1e4, schedule: constant, epochs: 3}");
        assertThat(run(recipe, digits, Guard.STRICT).end().kind()).isEqualTo(RunEnd.Kind.DIVERGED);
        Trained off = run(recipe, digits, Guard.OFF);
        assertThat(off.epochs()).hasSize(3);
        // It goes on to the end, and what it ends with is no result.
        assertThat(off.end().kind()).isEqualTo(RunEnd.Kind.DIVERGED);
        assertThat(off.end().detail()).startsWith("validation loss NaN at step ");
    }

    @Test
    void dataThatNoRateCanHelpEndTheRunAsDiverged() {
        int[] all = new int[81];
        for (int i = 1; i < 81; i++) {
            all[i] = i;
        }
        Data poisoned = Poisoned.times(1e30f, 16, 1, all);
        Trained hopeless = run(Poisoned.recipe(poisoned, PLAIN), poisoned, Guard.ON);
        assertThat(hopeless.end().kind()).isEqualTo(RunEnd.Kind.DIVERGED);
        assertThat(hopeless.end().detail()).contains(", after the last good state was put back 13 times in a row");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "guard_good_losses, , lacks 'guard_good_losses'",
                "guard_good_losses, 1.0, 'guard_good_losses' must hold 3 numbers or more",
                "guard_losses, 1.0, 'guard_losses' must hold 3 numbers or more",
                "guard_good_numbers, 1.0, 'guard_good_numbers' must hold 2 numbers"
            })
    void aCheckpointWithoutAStateToGoBackToIsRefusedBeforeItIsNeeded(String key, @Nullable String text, String why) {
        Data digits = SmallData.digits();
        Recipe recipe =
                SmallData.recipe(digits, "{network: mlp, epochs: 1, optimizer: schedule_free_adamw, guard: on}");
        try (TrainingData data = new TrainingData(digits, recipe);
                Trainer trainer = new Trainer(recipe, data)) {
            SafeTensors saved = trainer.save().content();
            Map<String, String> metadata = new LinkedHashMap<>(saved.metadata());
            assertThat(text == null ? metadata.remove(key) : metadata.put(key, text))
                    .isNotNull();
            Checkpoint damaged = new Checkpoint(new SafeTensors(saved.tensors(), saved.series(), metadata));
            assertThatThrownBy(() -> trainer.restore(damaged))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining(why)
                    .hasMessageEndingWith("; delete it and start again");
        }
    }

    @Test
    void aRunThatHasDivergedDoesNotGoOn() {
        Data digits = SmallData.digits();
        Recipe recipe = SmallData.recipe(
                digits, "{network: mlp, learning_rate: 1e4, schedule: constant, epochs: 9, guard: strict}");
        try (TrainingData data = new TrainingData(digits, recipe);
                Trainer trainer = new Trainer(recipe, data)) {
            RunEnd end = trainer.run(recipe.epochs(), Observer.NONE);
            assertThat(end.kind()).isEqualTo(RunEnd.Kind.DIVERGED);
            assertThat(trainer.run(recipe.epochs(), Observer.NONE)).isEqualTo(end);
            assertThat(trainer.step()).isEqualTo(end.step());
            try (Trainer restored = new Trainer(recipe, data)) {
                restored.restore(trainer.save());
                assertThat(restored.run(recipe.epochs(), Observer.NONE)).isEqualTo(end);
            }
        }
    }
}
