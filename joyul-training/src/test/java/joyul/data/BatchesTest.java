package joyul.data;

import static joyul.data.Batches.Remainder.DROP;
import static joyul.data.Batches.Remainder.KEEP;
import static joyul.data.Batches.Remainder.MERGE_ONE;
import static joyul.data.Batches.Remainder.SKIP_ONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.stream.IntStream;
import joyul.check.InputException;
import joyul.rate.RunLength;
import org.junit.jupiter.api.Test;

class BatchesTest {
    @Test
    void theShortLastBatchIsKeptByDefault() {
        assertThat(lengths(new Batches(10, 4))).containsExactly(4, 4, 2);
        assertThat(lengths(new Batches(9, 4))).containsExactly(4, 4, 1);
        assertThat(lengths(new Batches(8, 4))).containsExactly(4, 4);
        assertThat(lengths(new Batches(3, 4))).containsExactly(3);
    }

    @Test
    void aSingleLeftOverExampleIsSkippedOrMerged() {
        assertThat(lengths(new Batches(9, 4, SKIP_ONE))).containsExactly(4, 4);
        assertThat(lengths(new Batches(10, 4, SKIP_ONE))).containsExactly(4, 4, 2);
        assertThat(lengths(new Batches(9, 4, MERGE_ONE))).containsExactly(4, 5);
        assertThat(new Batches(9, 4, MERGE_ONE).longest()).isEqualTo(5);
        assertThat(lengths(new Batches(10, 4, MERGE_ONE))).containsExactly(4, 4, 2);
        assertThat(lengths(new Batches(10, 4, DROP))).containsExactly(4, 4);
    }

    @Test
    void noBatchAtAllIsRefused() {
        assertThatThrownBy(() -> new Batches(3, 4, DROP))
                .isInstanceOf(InputException.class)
                .hasMessage("batch size 4 leaves no batch of 3 examples; use a smaller batch size or more examples");
        assertThatThrownBy(() -> new Batches(1, 4, MERGE_ONE)).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> new Batches(5, 0, KEEP))
                .isInstanceOf(InputException.class)
                .hasMessage("batch size must be 1 or more, but was 0");
    }

    @Test
    void batchesFollowEachOtherAndCoverWhatTheyPromise() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            int examples = 2 + random.nextInt(300);
            int size = 1 + random.nextInt(examples);
            for (Batches.Remainder remainder : Batches.Remainder.values()) {
                Batches batches = new Batches(examples, size, remainder);
                int next = 0;
                for (int i = 0; i < batches.count(); i++) {
                    assertThat(batches.start(i)).isEqualTo(next);
                    assertThat(batches.length(i)).isBetween(1, batches.longest());
                    next += batches.length(i);
                }
                int expected = switch (remainder) {
                    case KEEP, MERGE_ONE -> examples;
                    case DROP -> examples - examples % size;
                    case SKIP_ONE -> examples % size == 1 ? examples - 1 : examples;
                };
                assertThat(next)
                        .as("seed %d: %d examples by %d, %s", seed, examples, size, remainder)
                        .isEqualTo(expected);
            }
        }
    }

    private static int[] lengths(Batches batches) {
        return IntStream.range(0, batches.count()).map(batches::length).toArray();
    }

    /** The one formula for the steps of an epoch, and its twin in the pure core, which knows no data. */
    @Test
    void stepsOfAnEpochAreCountedOnce() {
        assertThat(Batches.perEpoch(10_000, 512)).isEqualTo(20);
        assertThat(Batches.perEpoch(1_025, 512))
                .as("a single example is left out")
                .isEqualTo(2);
        for (int examples = 2; examples < 60; examples++) {
            for (int size = 2; size < 70; size++) {
                assertThat(RunLength.batches(examples, size))
                        .as("%s examples by %s", examples, size)
                        .isEqualTo(Batches.perEpoch(examples, size));
            }
        }
    }
}
