package joyul.firstrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LagFreeSweepTest {
    /** A training whose loss falls until log10 rate -1 and then explodes; what a sweep from a rate would see. */
    private static RangeSweep sweep(double start, SplittableRandom random, double noise) {
        List<Double> rates = new ArrayList<>();
        List<Double> losses = new ArrayList<>();
        do {
            double rate = LagFreeSweep.rate(start, rates.size());
            double place = Math.log10(rate);
            rates.add(rate);
            losses.add((0.5 + 2 / (1 + Math.exp(4 * (place + 2))) + Math.exp(9 * (place + 0.6)))
                    * (1 + noise * random.nextGaussian()));
        } while (!LagFreeSweep.ends(new RangeSweep(rates, losses)));
        return new RangeSweep(rates, losses);
    }

    @Test
    void eightStepsMakeADecade() {
        assertThat(LagFreeSweep.rate(1e-5, 8)).isCloseTo(1e-4, within(1e-18));
    }

    @Test
    void theMinimumDoesNotDependOnWhereTheSweepBegan() {
        for (int seed = 0; seed < 200; seed++) {
            List<Double> minima = new ArrayList<>();
            for (double start : new double[] {1e-8, 1e-7, 1e-6, 1e-5, 1e-4}) {
                minima.add(LagFreeSweep.minimum(sweep(start, new SplittableRandom(seed), 0.0)));
            }
            assertThat(minima)
                    .as("seed %s", seed)
                    .allSatisfy(place -> assertThat(place).isCloseTo(minima.get(0), within(1e-9)));
        }
    }

    @Test
    void aSweepEndsWhereTheMedianOfThreeLossesIsTwiceTheFirst() {
        RangeSweep sweep = sweep(1e-5, new SplittableRandom(1), 0);
        List<Double> losses = sweep.losses();
        int n = losses.size();
        assertThat(LagFreeSweep.median(losses.subList(n - 3, n))).isGreaterThan(2 * LagFreeSweep.firstLoss(sweep));
        assertThat(LagFreeSweep.median(losses.subList(n - 4, n - 1)))
                .isLessThanOrEqualTo(2 * LagFreeSweep.firstLoss(sweep));
        assertThat(LagFreeSweep.ends(new RangeSweep(List.of(1e-5), List.of(Double.NaN))))
                .isTrue();
        assertThat(LagFreeSweep.ends(new RangeSweep(List.of(1e3), List.of(1.0))))
                .isTrue();
    }

    @Test
    void theTriangleWeighsThreeTwoOneAndIsShortenedAtTheEnds() {
        RangeSweep test = new RangeSweep(List.of(1.0, 2.0, 3.0, 4.0, 5.0), List.of(0.0, 0.0, 9.0, 0.0, 0.0));
        // The first loss is the median 0, so all is cut at 0; with another start nothing is.
        assertThat(LagFreeSweep.smoothed(test)).containsOnly(0);
        RangeSweep even = new RangeSweep(List.of(1.0, 2.0, 3.0, 4.0, 5.0), List.of(9.0, 9.0, 18.0, 9.0, 9.0));
        assertThat(LagFreeSweep.smoothed(even))
                .containsExactly(new double[] {10.5, 9 + 18.0 / 8, 12, 9 + 18.0 / 8, 10.5}, within(1e-12));
    }

    @Test
    void aMinimumAmongTheFirstStepsAsksForALowerStart() {
        assertThat(LagFreeSweep.beganTooHigh(sweep(0.06, new SplittableRandom(1), 0)))
                .isTrue();
        assertThat(LagFreeSweep.beganTooHigh(sweep(1e-5, new SplittableRandom(1), 0)))
                .isFalse();
    }
}
