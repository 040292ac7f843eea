package joyul.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.UnaryOperator;
import joyul.Joyul;
import joyul.batch.BatchRange;
import joyul.check.InputException;
import joyul.data.Data;
import joyul.knob.Knobs;
import joyul.knob.Problem;
import joyul.layer.Shape;
import joyul.norm.BatchNorm;
import joyul.norm.GroupNorm;
import joyul.norm.IterNorm;
import joyul.norm.Normalization;
import joyul.rate.MultiStepLR;
import joyul.recipe.Recipe;
import joyul.space.Point;
import org.junit.jupiter.api.Test;

class KnobsTest {
    private static final Data DIGITS = Data.load("digits");
    private static final Recipe BASE = Joyul.recipe(DIGITS);

    private static final Shape SHAPE = Recipe.shape(DIGITS);

    private static Knobs knobs() {
        return Knobs.standard(new Problem(BASE, new BatchRange(16, 64), 1000, SHAPE));
    }

    private static Normalization fixed(String kind) {
        return knobs().fix("normalization", kind)
                .recipe(BASE, Point.empty(), 2, 1)
                .normalization();
    }

    /** 10,000 examples are 19 whole batches of 512 and one of 272: 20 steps. */
    @Test
    void milestonesLieWithinTheStepsThatTrainingMakes() {
        Recipe recipe = Knobs.standard(new Problem(BASE, new BatchRange(16, 512), 10_000, SHAPE))
                .fix("schedule", "MultiStepLR")
                .fix("batch", 512)
                .recipe(BASE, Point.empty(), 10, 1);
        assertThat(recipe.schedule()).isEqualTo(new MultiStepLR(100, 150));
    }

    @Test
    void anyKindOfNormalizationMayBeFixedThoughOnlyThreeAreSearched() {
        assertThat(fixed("group_norm")).isEqualTo(new GroupNorm());
        assertThat(fixed("iter_norm")).isEqualTo(new IterNorm());
        assertThat(fixed("batch_norm")).isEqualTo(new BatchNorm());
        assertThat(knobs().fix("normalization", "group_norm").space().find("log2_normalization_batch"))
                .isNull();
        assertThatThrownBy(() -> fixed("local_response"))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("unknown normalization 'local_response'");
    }

    private static void refused(UnaryOperator<Knobs> change, String line) {
        assertThatThrownBy(() -> Corners.check(change.apply(knobs()), BASE, DIGITS))
                .isInstanceOf(InputException.class)
                .hasMessage(line);
    }

    @Test
    void aKnobIsFixedOrSearchedButNotBothAndNotTwice() {
        refused(
                knobs -> knobs.fix("lr", 0.1).range("learning_rate", 1, 2),
                "learning_rate is fixed to 0.1 and searched over 1..2, which contradict each other; give one");
        refused(
                knobs -> knobs.range("lr", 0.01, 0.5).fix("lr", 0.1),
                "lr is searched over 0.01..0.5 and fixed to 0.1, which contradict each other; give one");
        refused(
                knobs -> knobs.fix("normalization", "none").fix("normalization", "batch_norm"),
                "normalization is fixed to 'none' and fixed to 'batch_norm', which contradict each other; give one");
    }

    @Test
    void aValueThatNoRecipeTakesIsRefused() {
        refused(knobs -> knobs.fix("lr", -1), "learning_rate must be positive and finite, but was -1");
        refused(knobs -> knobs.fix("lr", 0), "learning_rate must be positive and finite, but was 0");
        refused(knobs -> knobs.fix("lr", Double.NaN), "learning_rate must be positive and finite, but was NaN");
        refused(knobs -> knobs.fix("momentum", 5), "momentum must be in [0, 1), but was 5");
        refused(knobs -> knobs.fix("weight_decay", -1), "weight_decay must be 0 or more and finite, but was -1");
        refused(
                knobs -> knobs.fix("batch", 1 << 20),
                "batch_size must be at most the number of training examples (1297), but was 1048576");
        refused(
                knobs -> knobs.range("batch", 32, 2048),
                "batch_size must be at most the number of training examples (1297), but was 2048");
        refused(knobs -> knobs.fix("batch", Double.NaN), "batch must be a power of two in a tune, but was NaN");
        refused(knobs -> knobs.fix("lr", "fast\u001b[31m"), "lr must be a number, but was 'fast\\x1b[31m'");
        refused(
                knobs -> knobs.fix("normalization_batch", 8).fix("normalization", "none"),
                "normalization_batch is of ghost_batch_norm, but normalization is fixed to none; leave one of them out");
        refused(
                knobs -> knobs.fix("normalization_batch", 64).fix("batch", 64),
                "normalization_batch must be at most half of batch (32), but was 64");
    }

    @Test
    void aBatchOfOneIsRefusedWhereBatchNormIsTriedAndTakenWhereItIsNot() {
        assertThatThrownBy(() -> Corners.check(knobs().fix("batch", 1), BASE, DIGITS))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("batch_size must be 2 or more");
        Corners.check(knobs().fix("batch", 1).fix("normalization", "none"), BASE, DIGITS);
    }

    @Test
    void aRangeThatNoRecipeTakesIsRefusedByTheKnobsName() {
        refused(knobs -> knobs.range("lr", 0, 1), "the low end of lr must be positive and finite, but was 0");
        refused(knobs -> knobs.range("lr", 2, 1), "the range of lr must be from low to high, but was 2..1");
        refused(
                knobs -> knobs.range("lr", 0.1, Double.POSITIVE_INFINITY),
                "the high end of lr must be positive and finite, but was Infinity");
        refused(knobs -> knobs.range("momentum", 0.5, 1), "the high end of momentum must be in [0, 1), but was 1");
        refused(
                knobs -> knobs.range("weight_decay", -1, 1),
                "the low end of weight_decay must be positive and finite, but was -1");
        refused(
                knobs -> knobs.range("batch", 24, 64),
                "the low end of batch must be a power of two in a tune, but was 24");
    }
}
