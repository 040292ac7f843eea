package joyul.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import joyul.data.Augmenter.Change;
import org.junit.jupiter.api.Test;

class AugmenterTest {
    private static final Change NOTHING = new Change(0, 0, false, -9, -9);

    /** 1 2 3 / 4 5 6, with black as 0. */
    private static float[] small(Change drawn, int cutout) {
        float[] image = {1, 2, 3, 4, 5, 6};
        new Augmenter(new Augmentation(1, true, cutout), new int[] {1, 2, 3}, new float[1])
                .change(drawn, image, new float[6]);
        return image;
    }

    private static float[] numbers(float... numbers) {
        return numbers;
    }

    @Test
    void aShiftMovesRowsAndColumnsAndBlackComesIn() {
        assertThat(small(new Change(1, 0, false, -9, -9), 0)).isEqualTo(numbers(0, 0, 0, 1, 2, 3));
        assertThat(small(new Change(-1, 0, false, -9, -9), 0)).isEqualTo(numbers(4, 5, 6, 0, 0, 0));
        assertThat(small(new Change(0, 1, false, -9, -9), 0)).isEqualTo(numbers(0, 1, 2, 0, 4, 5));
        assertThat(small(new Change(0, -1, false, -9, -9), 0)).isEqualTo(numbers(2, 3, 0, 5, 6, 0));
        assertThat(small(new Change(-1, 1, false, -9, -9), 0)).isEqualTo(numbers(0, 4, 5, 0, 0, 0));
        assertThat(small(NOTHING, 0)).isEqualTo(numbers(1, 2, 3, 4, 5, 6));
    }

    @Test
    void aFlipMirrorsTheShiftedImage() {
        assertThat(small(new Change(0, 0, true, -9, -9), 0)).isEqualTo(numbers(3, 2, 1, 6, 5, 4));
        assertThat(small(new Change(0, 1, true, -9, -9), 0)).isEqualTo(numbers(2, 1, 0, 5, 4, 0));
    }

    @Test
    void theSquareIsCutLastAndAsFarAsItLiesWithin() {
        assertThat(small(new Change(0, 0, false, 0, 1), 1)).isEqualTo(numbers(1, 0, 3, 4, 5, 6));
        assertThat(small(new Change(0, 0, true, 1, 2), 1)).isEqualTo(numbers(3, 2, 1, 6, 5, 0));
        Augmenter two = new Augmenter(new Augmentation(0, false, 2), new int[] {1, 3, 3}, new float[1]);
        float[] image = {1, 2, 3, 4, 5, 6, 7, 8, 9};
        two.change(new Change(0, 0, false, -1, 2), image, new float[9]);
        two.change(new Change(0, 0, false, 1, 0), image, new float[9]);
        assertThat(image).isEqualTo(numbers(1, 2, 0, 0, 0, 6, 0, 0, 9));
    }

    /** A pixel's channels lie side by side and stay together; each has a black of its own. */
    @Test
    void channelsMoveTogetherAndEachHasItsOwnBlack() {
        assertThat(coloured(NOTHING)).isEqualTo(numbers(1, 10, 2, 20, 3, 30, 4, 40, 5, 50, 6, 60));
        assertThat(coloured(new Change(1, 0, false, -9, -9)))
                .isEqualTo(numbers(-1, -2, -1, -2, -1, -2, 1, 10, 2, 20, 3, 30));
        assertThat(coloured(new Change(0, 1, false, -9, -9)))
                .isEqualTo(numbers(-1, -2, 1, 10, 2, 20, -1, -2, 4, 40, 5, 50));
        assertThat(coloured(new Change(0, 0, true, -9, -9)))
                .isEqualTo(numbers(3, 30, 2, 20, 1, 10, 6, 60, 5, 50, 4, 40));
        assertThat(coloured(new Change(0, 0, false, 1, 1)))
                .isEqualTo(numbers(1, 10, 2, 20, 3, 30, 4, 40, -1, -2, 6, 60));
    }

    private static float[] coloured(Change drawn) {
        float[] image = {1, 10, 2, 20, 3, 30, 4, 40, 5, 50, 6, 60};
        new Augmenter(new Augmentation(1, true, 1), new int[] {2, 2, 3}, new float[] {-1, -2})
                .change(drawn, image, new float[12]);
        return image;
    }

    private static Augmenter begun(Augmentation augmentation, long seed, int epoch) {
        Augmenter augmenter = new Augmenter(augmentation, new int[] {1, 6, 7}, new float[1]);
        augmenter.begin(seed, epoch);
        return augmenter;
    }

    /** Pearson's statistic of counts that should be equal. */
    private static double chiSquare(int[] counts) {
        double expected = IntStream.of(counts).sum() / (double) counts.length;
        return IntStream.of(counts)
                .mapToDouble(count -> (count - expected) * (count - expected) / expected)
                .sum();
    }

    /** The statistic exceeds the bounds with a probability below 1e-4 each; seeds are fixed. */
    @Test
    void allShiftsAreAsLikelyAndSoAreAllPlacesOfTheSquareAndAFlipIsEverySecond() {
        Augmentation all = new Augmentation(2, true, 3);
        int[] shifts = new int[25];
        int[] squares = new int[42];
        int[] flips = new int[2];
        int[] flipsByShift = new int[50];
        for (int epoch = 0; epoch < 20; epoch++) {
            Augmenter augmenter = begun(all, 7, epoch);
            for (int place = 0; place < 1_000; place++) {
                Change drawn = augmenter.drawn(place);
                int shift = (drawn.down() + 2) * 5 + drawn.right() + 2;
                shifts[shift]++;
                squares[(drawn.top() + 1) * 7 + drawn.left() + 1]++;
                flips[drawn.mirrored() ? 1 : 0]++;
                flipsByShift[2 * shift + (drawn.mirrored() ? 1 : 0)]++;
            }
        }
        assertThat(chiSquare(shifts)).isLessThan(59);
        assertThat(chiSquare(squares)).isLessThan(84);
        assertThat(chiSquare(flips)).isLessThan(15.2);
        assertThat(chiSquare(flipsByShift)).isLessThan(95);
    }

    /** The shift of an image says nothing of its next epoch's: 81 pairs are as likely. */
    @Test
    void epochsAndNeighboursAreIndependent() {
        int[] epochs = new int[81];
        int[] neighbours = new int[81];
        Augmentation one = new Augmentation(1, false, 0);
        for (int epoch = 0; epoch < 20; epoch++) {
            for (int place = 0; place < 1_000; place++) {
                int now = nine(begun(one, 3, epoch).drawn(place));
                epochs[now * 9 + nine(begun(one, 3, epoch + 1).drawn(place))]++;
                neighbours[now * 9 + nine(begun(one, 3, epoch).drawn(place + 1))]++;
            }
        }
        assertThat(chiSquare(epochs)).isLessThan(135);
        assertThat(chiSquare(neighbours)).isLessThan(135);
    }

    private static int nine(Change drawn) {
        return (drawn.down() + 1) * 3 + drawn.right() + 1;
    }

    @Test
    void whatIsDrawnFollowsFromSeedEpochAndPlaceAlone() {
        Augmentation all = new Augmentation(2, true, 3);
        Augmenter one = begun(all, 11, 4);
        Change tenth = one.drawn(10);
        one.begin(11, 5);
        one.drawn(3);
        one.begin(11, 4);
        assertThat(one.drawn(10)).isEqualTo(tenth);
        assertThat(IntStream.range(0, 50)
                        .filter(p -> begun(all, 12, 4)
                                .drawn(p)
                                .equals(begun(all, 11, 4).drawn(p))))
                .hasSizeLessThan(5);
        // One part says nothing of another.
        Change without = begun(new Augmentation(2, false, 3), 11, 4).drawn(10);
        assertThat(without).isEqualTo(new Change(tenth.down(), tenth.right(), false, tenth.top(), tenth.left()));
    }
}
