package joyul.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import joyul.data.Data;
import joyul.recipe.Recipe;
import joyul.recipe.RecipeDraft;
import org.junit.jupiter.api.Test;

class StretchTest {
    private static Recipe recipe(int batch, int epochs) {
        return RecipeDraft.parse("{network: mlp, batch_size: " + batch + ", epochs: " + epochs + "}", "r")
                .complete(Data.load("digits"));
    }

    @Test
    void aSqueezedRunSeesFewerExamplesAsOften() {
        // 1,000 examples in batches of 50 for 20 epochs are 400 steps; 40 of them see 100 examples, 20 times each.
        Recipe recipe = recipe(50, 20);
        assertThat(Stretch.runSteps(recipe, 1_000)).isEqualTo(400);
        Stretch stretch = Stretch.squeezed(recipe, 1_000, 40, 3);
        assertThat(stretch.rows()).hasSize(100).doesNotHaveDuplicates();
        int[] order = stretch.order();
        assertThat(order).hasSize(40 * 50);
        for (int row : stretch.rows()) {
            assertThat(IntStream.of(order).filter(seen -> seen == row).count()).isEqualTo(20);
        }
        assertThat(Arrays.copyOfRange(order, 0, 100)).isNotEqualTo(Arrays.copyOfRange(order, 100, 200));
    }

    @Test
    void atLeastEightExamplesAreSeenAndABatchIsNoLargerThanThey() {
        Stretch stretch = Stretch.squeezed(recipe(50, 100), 1_000, 4, 3);
        assertThat(stretch.rows()).hasSize(8);
        assertThat(stretch.batchSize()).isEqualTo(8);
    }

    @Test
    void theRowsAndTheirOrderFollowFromTheSeed() {
        Recipe recipe = recipe(50, 20);
        assertThat(Stretch.squeezed(recipe, 1_000, 40, 3).order())
                .isEqualTo(Stretch.squeezed(recipe, 1_000, 40, 3).order());
        assertThat(Stretch.squeezed(recipe, 1_000, 40, 3).rows())
                .isNotEqualTo(Stretch.squeezed(recipe, 1_000, 40, 4).rows());
    }

    @Test
    void aBeginningSeesAllExamples() {
        Stretch stretch = Stretch.beginning(recipe(50, 20), 1_000, 20, 3);
        assertThat(stretch.order()).hasSize(1_000).doesNotHaveDuplicates();
    }
}
