package joyul.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import joyul.check.InputException;
import org.junit.jupiter.api.Test;

class WarmupTest {
    private static final Schedule COSINE = new CosineAnnealingLR(100);

    @Test
    void warmupReachesThePeakAndThenHandsOver() {
        Schedule schedule = COSINE.after(Warmup.linear(4).startFactor(0));

        assertThat(schedule.rate(0.8, 0, Readings.none())).isZero();
        assertThat(schedule.rate(0.8, 1, Readings.none())).isEqualTo(0.2);
        assertThat(schedule.rate(0.8, 3, Readings.none())).isCloseTo(0.6, within(1e-16));
        for (int step = 4; step < 120; step++) {
            assertThat(schedule.rate(0.8, step, Readings.none()))
                    .isEqualTo(COSINE.rate(0.8, step - 4, Readings.none()));
        }
    }

    @Test
    void withoutAStartFactorTheFirstStepIsOneStrideAboveZero() {
        Schedule schedule = new ConstantRate().after(Warmup.linear(4));

        assertThat(schedule.rate(1, 0, Readings.none())).isEqualTo(0.2);
        assertThat(schedule.rate(1, 3, Readings.none())).isCloseTo(0.8, within(1e-15));
        assertThat(schedule.rate(1, 4, Readings.none())).isEqualTo(1);
    }

    @Test
    void withAStartFactorItIsPytorchsLinearLR() {
        LinearLR pytorch = new LinearLR().startFactor(0.25).totalIters(7);
        Schedule warmup = new ConstantRate().after(Warmup.linear(7).startFactor(0.25));

        for (int step = 0; step < 20; step++) {
            assertThat(warmup.rate(0.3, step, Readings.none()))
                    .isCloseTo(pytorch.rate(0.3, step, Readings.none()), within(1e-16));
        }
    }

    @Test
    void aPlateauSeesOnlyTheReadingsReportedAfterTheWarmup() {
        Schedule schedule = new ReduceLROnPlateau().patience(0).after(Warmup.linear(2));
        Readings readings = Readings.of(0.1, 0.1, 5, 4, 4);

        assertThat(schedule.rate(1, 4, readings)).isEqualTo(1);
        assertThat(schedule.rate(1, 5, readings)).isEqualTo(0.1);
    }

    @Test
    void theNextScheduleGetsWhatTheWarmupLeavesOfTheRun() {
        Schedule open = new CosineAnnealingLR().after(Warmup.linear(Length.percent(5)));

        assertThat(open.resolved(200)).isEqualTo(new CosineAnnealingLR(190).after(Warmup.linear(10)));
        assertThat(open.resolved(1)).isEqualTo(new CosineAnnealingLR(1).after(Warmup.linear(1)));
        assertThatThrownBy(() -> open.rate(1, 0, Readings.none()))
                .isInstanceOf(InputException.class)
                .hasMessage(
                        "steps is 5% of the run, whose length is not known here; " + "give steps as a number of steps");
    }

    @Test
    void aWarmupOfNoStepsIsTheNextSchedule() {
        assertThat(COSINE.after(Warmup.linear(0)).rate(1, 3, Readings.none()))
                .isEqualTo(COSINE.rate(1, 3, Readings.none()));
    }

    @Test
    void aStartFactorAboveOneIsRefused() {
        assertThatThrownBy(() -> Warmup.linear(3).startFactor(1.5))
                .isInstanceOf(InputException.class)
                .hasMessage("start_factor must be in [0, 1], but was 1.5");
    }
}
