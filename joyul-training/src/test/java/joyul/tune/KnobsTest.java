package joyul.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import joyul.Joyul;
import joyul.batch.BatchRange;
import joyul.check.InputException;
import joyul.data.Data;
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

    private static Knobs knobs() {
        return Knobs.standard(BASE, new BatchRange(16, 64));
    }

    private static Normalization fixed(String kind) {
        return knobs().fix("normalization", kind)
                .recipe(BASE, Point.empty(), 2, 1000, 1)
                .normalization();
    }

    /** 10,000 examples are 19 whole batches of 512 and one of 272: 20 steps. */
    @Test
    void milestonesLieWithinTheStepsThatTrainingMakes() {
        Recipe recipe = Knobs.standard(BASE, new BatchRange(16, 512))
                .fix("schedule", "MultiStepLR")
                .fix("batch", 512)
                .recipe(BASE, Point.empty(), 10, 10_000, 1);
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
}
