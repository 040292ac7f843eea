package joyul.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OvershootTest {
    private static Overshoot overshoot(double floor) {
        return new Overshoot(new Divergence(4, floor), 2);
    }

    private static void add(Overshoot overshoot, double loss, int times) {
        for (int i = 0; i < times; i++) {
            overshoot.add(loss);
        }
    }

    @Test
    void aSpikeIsFarAboveTheStartAndTheScatter() {
        Overshoot quiet = overshoot(0);
        assertThat(quiet.isSpike(1e9)).as("nothing to compare with").isFalse();
        quiet.add(2);
        add(quiet, 0.1, 30);
        assertThat(quiet.isSpike(7.9)).as("below 4 x 2").isFalse();
        assertThat(quiet.isSpike(8.1)).isTrue();

        // Half the losses 0, half 2: median 1, median absolute deviation 1, so the bar is 1 + 14.826.
        Overshoot scattered = overshoot(0);
        for (int i = 0; i < 40; i++) {
            scattered.add(i % 2 == 0 ? 2 : 0);
        }
        assertThat(scattered.isSpike(15.8)).isFalse();
        assertThat(scattered.isSpike(15.9)).isTrue();
    }

    @Test
    void whatIsNotFiniteIsASpikeFromTheFirstLossOn() {
        for (double loss : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertThat(overshoot(0).isSpike(loss)).isTrue();
        }
    }

    @Test
    void theFloorIsSubtractedEverywhere() {
        Overshoot smoothed = overshoot(0.5);
        smoothed.add(2.5);
        add(smoothed, 0.6, 30);
        // 4 x (2.5 - 0.5) + 0.5.
        assertThat(smoothed.isSpike(8.4)).isFalse();
        assertThat(smoothed.isSpike(8.6)).isTrue();
        // 0.98 x (2 - 0.5) + 0.5.
        add(smoothed, 1.96, 100);
        assertThat(smoothed.isLost()).isFalse();
        add(smoothed, 1.98, 50);
        assertThat(smoothed.isLost()).isTrue();
    }

    @Test
    void aRunIsLostWhenItIsOfNoMoreUseThanAConstant() {
        Overshoot learned = overshoot(0);
        learned.add(2.3);
        add(learned, 1, 20);
        add(learned, 1.97, 9);
        assertThat(learned.isLost()).as("the median is still low").isFalse();
        assertThat(learned.isHealthy()).isTrue();
        assertThat(learned.isOfUse()).isTrue();
        // From the eleventh on the median is 1.97; forty steps of that are no chance.
        add(learned, 1.97, 40);
        assertThat(learned.isLost()).isFalse();
        assertThat(learned.isHealthy()).isFalse();
        add(learned, 1.97, 1);
        assertThat(learned.isLost()).isTrue();

        Overshoot slow = overshoot(0);
        add(slow, 2.3, 500);
        assertThat(slow.isLost()).as("a run that has not begun to learn").isFalse();
        assertThat(slow.isOfUse()).isFalse();

        Overshoot thrown = overshoot(0);
        thrown.add(2.3);
        thrown.add(5);
        add(thrown, 2.31, 49);
        assertThat(thrown.isLost()).isFalse();
        thrown.add(2.31);
        assertThat(thrown.isLost()).as("fifty steps after the throw").isTrue();
    }

    @Test
    void theNoiseOfLateTrainingIsNoOvershoot() {
        for (long seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Overshoot overshoot = overshoot(0);
            for (int i = 0; i < 1_000; i++) {
                // A falling loss with a tail of hard batches, up to hundreds of deviations above the median.
                double level = 2.3 * Math.exp(-i / 100.0) + 1e-3;
                double hard = random.nextDouble() < 0.02 ? random.nextDouble() : 0;
                double loss = level * (0.5 + random.nextDouble()) + hard;
                assertThat(overshoot.isSpike(loss)).as("seed %d", seed).isFalse();
                overshoot.add(loss);
                assertThat(overshoot.isLost()).as("seed %d", seed).isFalse();
            }
        }
    }

    @Test
    void aNoisyTaskThatTeachesLittleIsNeitherLostNorIll() {
        for (long seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Overshoot overshoot = overshoot(0);
            overshoot.add(2);
            int ill = 0;
            for (int i = 0; i < 2_000; i++) {
                // Small batches of a regression that explains a tenth: the loss scatters by half of itself.
                overshoot.add(1.8 * (0.15 + 1.7 * random.nextDouble()));
                assertThat(overshoot.isLost()).as("seed %d", seed).isFalse();
                if (i % 25 == 24) {
                    ill = overshoot.isHealthy() ? 0 : ill + 1;
                    assertThat(ill).as("seed %d", seed).isLessThan(4);
                }
            }
        }
    }

    @Test
    void restoredItJudgesAsTheOriginal() {
        SplittableRandom random = new SplittableRandom(5);
        Overshoot original = overshoot(0.1);
        Overshoot copy = overshoot(0.1);
        for (int i = 0; i < 200; i++) {
            double loss = 3 * random.nextDouble() + (i > 150 ? 4 : 0);
            assertThat(copy.isSpike(10 * loss)).isEqualTo(original.isSpike(10 * loss));
            original.add(loss);
            copy.add(loss);
            assertThat(copy.isLost()).isEqualTo(original.isLost());
            Overshoot next = overshoot(0.1);
            next.restore(copy.state());
            copy = next;
        }
    }
}
