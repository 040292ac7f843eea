package joyul.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import joyul.check.InputException;
import joyul.data.Augmentation;
import joyul.data.Data;
import joyul.data.DataOptions;
import joyul.layer.Flatten;
import joyul.layer.Linear;
import joyul.loss.CrossEntropy;
import joyul.network.Initialization;
import joyul.network.Network;
import joyul.norm.NoNormalization;
import joyul.norm.Statistics;
import joyul.optim.Sgd;
import joyul.rate.ConstantRate;
import joyul.rate.StepLR;
import joyul.torch.Precision;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecipeEditTest {
    private static final Data DIGITS = Data.load("digits", DataOptions.defaults());
    private static final Recipe STANDARD =
            Standard.recipe(DataSource.named("digits"), DIGITS, Network.of(new Flatten(), new Linear(10)));

    @Test
    void eachChangeReachesItsOwnKeyAndNoOther() {
        Map<String, UnaryOperator<RecipeEdit>> changes = new LinkedHashMap<>();
        changes.put("augmentation", edit -> edit.augmentation(Augmentation.of("shift=1")));
        changes.put("network", edit -> edit.network(Network.of(new Flatten(), new Linear(9))));
        changes.put("initialization", edit -> edit.initialization(new Initialization.He()));
        changes.put("normalization", edit -> edit.normalization(new NoNormalization()));
        changes.put("statistics", edit -> edit.statistics(new Statistics.Moving()));
        changes.put("loss", edit -> edit.loss(new CrossEntropy(0.25)));
        changes.put("batch_size", edit -> edit.batchSize(17));
        changes.put("micro_batch", edit -> edit.microBatch(3));
        changes.put("optimizer", edit -> edit.optimizer(new Sgd(0.5, true, 0)));
        changes.put("learning_rate", edit -> edit.learningRate(0.125));
        changes.put("schedule", edit -> edit.schedule(new ConstantRate()));
        changes.put("momentum_schedule", edit -> edit.momentumSchedule(new ConstantRate()));
        changes.put("weight_decay_schedule", edit -> edit.weightDecaySchedule(new ConstantRate()));
        changes.put("every", edit -> edit.every(Every.EPOCH));
        changes.put("clip_norm", edit -> edit.clipNorm(2.0));
        changes.put("epochs", edit -> edit.epochs(77));
        changes.put("early_stopping", edit -> edit.earlyStopping(new EarlyStop(3, 0)));
        changes.put("guard", edit -> edit.guard(Guard.STRICT));
        changes.put("divergence", edit -> edit.divergence(5));
        changes.put("precision", edit -> edit.precision(Precision.BFLOAT16));
        changes.put("threads", edit -> edit.threads(2));
        changes.put("seed", edit -> edit.seed(99));

        changes.forEach((key, change) -> assertThat(changed(change)).containsExactly(key));
        // A batch schedule needs whole epochs.
        assertThat(changed(edit -> edit.batchSchedule(new ConstantRate()).every(Every.EPOCH)))
                .containsExactly("batch_schedule", "every");
        assertThat(changes.keySet()).hasSize(keys(STANDARD).size() - 4);
    }

    private static Set<String> changed(UnaryOperator<RecipeEdit> change) {
        Map<String, @Nullable Object> before = keys(STANDARD);
        Set<String> changed = new LinkedHashSet<>();
        keys(STANDARD.with(change)).forEach((key, value) -> {
            if (!Objects.equals(value, before.get(key))) {
                changed.add(key);
            }
        });
        return changed;
    }

    private static Map<String, @Nullable Object> keys(Recipe recipe) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        RecipeForm.tell(recipe, (key, value) -> values.put(key.name(), value));
        return values;
    }

    @Test
    void aScheduleBringsTheUnitOfItsKindUnlessOneIsNamed() {
        assertThat(STANDARD.with(edit -> edit.schedule(new StepLR(3, 0.1))).every())
                .isEqualTo(Every.EPOCH);
        assertThat(STANDARD.with(edit -> edit.every(Every.STEP).schedule(new StepLR(3, 0.1)))
                        .every())
                .isEqualTo(Every.STEP);
    }

    @Test
    void aWrongValueIsRefusedByItsPartWithItsKeyAndRule() {
        assertThatThrownBy(() -> STANDARD.with(edit -> edit.divergence(1)))
                .isInstanceOfSatisfying(InputException.class, complaint -> {
                    assertThat(complaint.key()).isEqualTo("divergence");
                    assertThat(complaint.rule()).isEqualTo("above 1");
                })
                .hasMessage("divergence must be above 1, but was 1");
    }

    @Test
    void aPartNeedsOneKeyForEachComponent() {
        assertThatThrownBy(() -> PartForm.of(Safety.class, Key.optional("guard", Kind.constant(Guard.values()))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Safety needs one key for each component");
    }
}
