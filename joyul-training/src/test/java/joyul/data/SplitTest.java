package joyul.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import joyul.check.InputException;
import org.junit.jupiter.api.Test;

class SplitTest {
    @Test
    void everyRowIsInExactlyOnePartAndCountsAreExact() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            int n = 10 + random.nextInt(500);
            int classes = 2 + random.nextInt(8);
            int[] labels = random.ints(n, 0, classes).toArray();
            int validation = 1 + random.nextInt(n / 3);
            int test = 1 + random.nextInt(n / 3);
            Split split = new Split(new Portion.Count(validation), new Portion.Count(test), seed, random.nextBoolean());
            int[][] rows = split.rows(examples(labels));
            assertThat(rows[1]).as("seed %d", seed).hasSize(validation);
            assertThat(rows[2]).as("seed %d", seed).hasSize(test);
            int[] all = Stream.of(rows).flatMapToInt(Arrays::stream).sorted().toArray();
            assertThat(all).as("seed %d", seed).isEqualTo(IntStream.range(0, n).toArray());
        }
    }

    @Test
    void aStratifiedPartHoldsEachClassInProportion() {
        // 60, 30 and 10 of 100: ten of them are 6, 3 and 1.
        int[] labels =
                IntStream.range(0, 100).map(i -> i < 60 ? 0 : i < 90 ? 1 : 2).toArray();
        int[][] rows = Split.standard(5).rows(examples(labels));
        for (int part = 1; part <= 2; part++) {
            int[] counts = new int[3];
            IntStream.of(rows[part]).forEach(row -> counts[labels[row]]++);
            assertThat(counts).containsExactly(6, 3, 1);
        }
    }

    @Test
    void quotasGoToTheLargestRemainders() {
        // 7 of (5, 3, 2): exactly 3.5, 2.1, 1.4.
        assertThat(Split.quotas(new int[] {5, 3, 2}, 7)).containsExactly(4, 2, 1);
        // 2 of (1, 1, 1): equal remainders, the first ones.
        assertThat(Split.quotas(new int[] {1, 1, 1}, 2)).containsExactly(1, 1, 0);
        assertThat(Split.quotas(new int[] {5, 0, 5}, 4)).containsExactly(2, 0, 2);
    }

    @Test
    void theSeedDecides() {
        Examples examples = examples(new int[100]);
        assertThat(Split.standard(1).rows(examples)[1])
                .isEqualTo(Split.standard(1).rows(examples)[1]);
        assertThat(Split.standard(1).rows(examples)[1])
                .isNotEqualTo(Split.standard(2).rows(examples)[1]);
    }

    @Test
    void trainingShareLeavesTheRestHalved() {
        assertThat(Split.training(0.8, 3)).isEqualTo(Split.standard(3));
        assertThatThrownBy(() -> Split.training(1, 0))
                .isInstanceOf(InputException.class)
                .hasMessage("training share must be in (0, 1), but was 1");
    }

    @Test
    void tooFewExamplesAreRefused() {
        Split split = new Split(new Portion.Count(10_000), new Portion.Given(), 0, true);
        assertThatThrownBy(() -> split.rows(examples(new int[100])))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("validation 10000 and test given leave 0 of 100 examples for training");
        assertThatThrownBy(() -> Split.standard(0).rows(examples(new int[3])))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("at least 2 are needed");
    }

    @Test
    void portionsAreReadAsTheyAreWritten() {
        for (String text : new String[] {"0.1", "1000", "given", "0.125"}) {
            assertThat(Portion.parse(text)).hasToString(text);
        }
        assertThat(Portion.parse("0.1")).isEqualTo(new Portion.Share(0.1));
        assertThat(Portion.parse("1")).isEqualTo(new Portion.Count(1));
        for (String text : new String[] {"0", "1.5", "-0.1", "NaN", "ten", ""}) {
            assertThatThrownBy(() -> Portion.parse(text)).as(text).isInstanceOf(InputException.class);
        }
    }

    private static Examples examples(int[] labels) {
        return Data.of(new byte[labels.length][1], labels);
    }
}
