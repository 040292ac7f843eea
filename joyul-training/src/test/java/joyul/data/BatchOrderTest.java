package joyul.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Expected values: fixtures/splitmix64.py, which implements the specification in Python. */
class BatchOrderTest {
    @Test
    void theGeneratorIsSplitMix64() {
        SplitMix64 random = new SplitMix64(1234567);
        long[] drawn = IntStream.range(0, 5).mapToLong(i -> random.next()).toArray();
        assertThat(drawn)
                .containsExactly(
                        6457827717110365317L,
                        3203168211198807973L,
                        Long.parseUnsignedLong("9817491932198370423"),
                        4593380528125082431L,
                        Long.parseUnsignedLong("16408922859458223821"));
    }

    @Test
    void theGeneratorAgreesWithTheJdksSplittableRandom() {
        for (long seed = -100; seed < 100; seed++) {
            assertThat(new SplitMix64(seed).next())
                    .as("seed %d", seed)
                    .isEqualTo(new SplittableRandom(seed).nextLong());
        }
    }

    @Test
    void theOrderIsThatOfTheSpecification() {
        assertThat(BatchOrder.permutation(0, 0, 10)).containsExactly(4, 7, 0, 5, 9, 3, 6, 2, 8, 1);
        assertThat(BatchOrder.permutation(1, 0, 10)).containsExactly(1, 9, 0, 7, 4, 2, 5, 3, 8, 6);
        assertThat(BatchOrder.permutation(0, 1, 10)).containsExactly(7, 8, 4, 0, 9, 2, 6, 3, 5, 1);
        assertThat(BatchOrder.permutation(-7, 3, 12)).containsExactly(11, 4, 6, 2, 0, 3, 7, 8, 5, 1, 10, 9);
        assertThat(BatchOrder.permutation(42, 5, 60_000))
                .startsWith(35319, 9338, 25811, 41540, 26100, 54073)
                .endsWith(33475, 26973, 22763);
    }

    @Test
    void everyOrderHoldsEveryExampleOnce() {
        for (int n = 0; n < 200; n++) {
            int[] order = BatchOrder.permutation(n * 31L, n, n);
            Arrays.sort(order);
            assertThat(order)
                    .as("n = seed / 31 = epoch = %d", n)
                    .isEqualTo(IntStream.range(0, n).toArray());
        }
    }

    @Test
    void everyPlaceIsEquallyLikely() {
        int[][] counts = new int[6][6];
        int orders = 60_000;
        for (int epoch = 0; epoch < orders; epoch++) {
            int[] order = BatchOrder.permutation(3, epoch, 6);
            for (int place = 0; place < 6; place++) {
                counts[place][order[place]]++;
            }
        }
        // 10,000 expected in each of 36 cells, standard deviation 91: five of them.
        for (int[] place : counts) {
            assertThat(IntStream.of(place).boxed())
                    .allSatisfy(count -> assertThat(count).isBetween(10_000 - 456, 10_000 + 456));
        }
    }
}
