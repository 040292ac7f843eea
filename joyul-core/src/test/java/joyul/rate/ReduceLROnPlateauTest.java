package joyul.rate;

import static joyul.rate.ReduceLROnPlateau.Mode.MAX;
import static joyul.rate.ReduceLROnPlateau.ThresholdMode.ABS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import joyul.check.InputException;
import org.junit.jupiter.api.Test;

class ReduceLROnPlateauTest {
    private static final ReduceLROnPlateau HALVING =
            new ReduceLROnPlateau().factor(0.5).patience(1);

    @Test
    void theRateFallsWhenMoreBadReadingsThanThePatienceHaveCome() {
        Readings readings = Readings.of(3, 2, 2, 2, 2, 2);

        assertThat(rates(HALVING, readings)).containsExactly(1, 1, 1, 1, 0.5, 0.5, 0.25);
    }

    @Test
    void aReadingNotYetReportedDoesNotCount() {
        assertThat(HALVING.rate(1, 3, Readings.of(2, 2, 2, 2))).isEqualTo(0.5);
        assertThat(HALVING.rate(1, 2, Readings.of(2, 2, 2, 2))).isEqualTo(1);
        assertThat(HALVING.rate(1, 9, Readings.none())).isEqualTo(1);
    }

    @Test
    void nanIsABadReading() {
        assertThat(HALVING.rate(1, 3, Readings.of(2, Double.NaN, Double.NaN))).isEqualTo(0.5);
    }

    @Test
    void duringTheCooldownNoReadingCountsAsBad() {
        Readings readings = Readings.of(1, 1, 1, 1, 1, 1, 1);

        assertThat(rates(HALVING.cooldown(2), readings)).containsExactly(1, 1, 1, 0.5, 0.5, 0.5, 0.5, 0.25);
    }

    @Test
    void inModeMaxARisingMetricIsAnImprovement() {
        ReduceLROnPlateau schedule = HALVING.mode(MAX).patience(0).threshold(0.1, ABS);

        assertThat(rates(schedule, Readings.of(0.5, 0.65, 0.7))).containsExactly(1, 1, 1, 0.5);
    }

    @Test
    void theLowestRateHoldsAndAReductionUpToEpsIsNotMade() {
        Readings flat = Readings.of(1, 1, 1, 1);

        assertThat(rates(HALVING.patience(0).minLr(0.4), flat)).containsExactly(1, 1, 0.5, 0.4, 0.4);
        assertThat(rates(HALVING.patience(0).eps(0.25), flat)).containsExactly(1, 1, 0.5, 0.5, 0.5);
    }

    @Test
    void aPlateauMayAskForTheBestWeights() {
        Schedule schedule = HALVING.backtrack(true);
        Readings readings = Readings.of(3, 1, 2, 2, 2);

        assertThat(schedule.event(3, readings)).isEmpty();
        assertThat(schedule.event(4, readings)).contains(new ScheduleEvent.Backtrack(1));
        assertThat(schedule.event(5, readings)).isEmpty();
        assertThat(HALVING.event(4, readings)).isEmpty();
        assertThat(schedule.event(2, Readings.of(Double.NaN, Double.NaN))).isEmpty();
    }

    @Test
    void askingAfterEachOfAHundredThousandReadingsTakesAMoment() {
        Schedule schedule = new ReduceLROnPlateau().factor(0.5);
        Readings readings = Readings.none();
        long begun = System.nanoTime();
        double rate = 1;
        for (int step = 0; step < 100_000; step++) {
            readings = readings.plus(step % 1000);
            rate = schedule.rate(1, step + 1, readings);
        }

        assertThat(rate).isBetween(0.0, 1e-7);
        // Replaying all readings each time would be five billion steps.
        assertThat((System.nanoTime() - begun) / 1e9).isLessThan(10);
    }

    @Test
    void itIsAPureFunctionInWhateverOrderItIsAsked() {
        Random random = new Random(9);
        double[] values = random.doubles(200).toArray();
        Readings shared = Readings.of(values);
        for (int i = 0; i < 200; i++) {
            int step = random.nextInt(201);
            assertThat(HALVING.rate(1, step, shared))
                    .as("seed 9, case %s", i)
                    .isEqualTo(HALVING.rate(1, step, Readings.of(values)));
        }
    }

    @Test
    void aFactorOfOneIsRefused() {
        assertThatThrownBy(() -> new ReduceLROnPlateau().factor(1))
                .isInstanceOf(InputException.class)
                .hasMessage("factor must be in [0, 1), but was 1");
    }

    private static double[] rates(Schedule schedule, Readings readings) {
        double[] rates = new double[readings.size() + 1];
        for (int step = 0; step < rates.length; step++) {
            rates[step] = schedule.rate(1, step, readings);
        }
        return rates;
    }
}
