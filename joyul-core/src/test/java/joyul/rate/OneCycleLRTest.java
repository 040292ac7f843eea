package joyul.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import joyul.check.InputException;
import org.junit.jupiter.api.Test;

class OneCycleLRTest {
    @Test
    void anOmittedPeakIsTheBaseRateAndAnOmittedLengthTheRuns() {
        Schedule schedule = Schedules.parse("OneCycleLR(pct_start=0.5)").resolved(20);

        assertThat(schedule.rate(0.5, 0, Readings.none())).isCloseTo(0.5 / 25, within(1e-16));
        assertThat(schedule.rate(0.5, 9, Readings.none())).isEqualTo(0.5);
        assertThat(schedule.rate(0.5, 19, Readings.none())).isCloseTo(0.5 / 25 / 1e4, within(1e-16));
    }

    @Test
    void aPhaseOfNoLengthIsOverAtOnceWherePytorchDividesByZero() {
        OneCycleLR schedule = new OneCycleLR().totalSteps(10).pctStart(0.1).annealStrategy(Anneal.LINEAR);

        assertThat(schedule.rate(1, 0, Readings.none())).isEqualTo(1);
    }

    @Test
    void aLongerRunStaysAtTheLowestRateWherePytorchRefuses() {
        OneCycleLR schedule = new OneCycleLR().totalSteps(10);

        assertThat(schedule.rate(1, 10, Readings.none())).isPositive();
        assertThat(schedule.rate(1, 12, Readings.none())).isEqualTo(schedule.rate(1, 9, Readings.none()));
        assertThat(schedule.momentum(0.5, 12, Readings.none())).isCloseTo(0.95, within(1e-15));
    }

    @Test
    void epochsTimesStepsPerEpochIsTheLength() {
        OneCycleLR tenByFive = new OneCycleLR().maxLr(0.1).totalSteps(50);

        assertThat(Schedules.parse("OneCycleLR(optimizer, 0.1, None, 10, 5)")).isEqualTo(tenByFive);
        assertThatThrownBy(() -> Schedules.parse("OneCycleLR(optimizer, 0.1, epochs=10)"))
                .isInstanceOf(InputException.class)
                .hasMessage("OneCycleLR needs steps_per_epoch");
    }

    @Test
    void theMomentumMovesAgainstTheRateUnlessItIsToldNotTo() {
        Schedule schedule = Schedules.parse("OneCycleLR(optimizer, 0.1, 100, base_momentum=0.8, max_momentum=0.9)");
        Schedule still = Schedules.parse("OneCycleLR(optimizer, 0.1, 100, cycle_momentum=False)");

        assertThat(schedule.momentum(0.5, 0, Readings.none())).isCloseTo(0.9, within(1e-15));
        assertThat(schedule.momentum(0.5, 29, Readings.none())).isCloseTo(0.8, within(1e-15));
        assertThat(schedule.momentum(0.5, 99, Readings.none())).isCloseTo(0.9, within(1e-15));
        assertThat(still.momentum(0.5, 29, Readings.none())).isEqualTo(0.5);
    }
}
