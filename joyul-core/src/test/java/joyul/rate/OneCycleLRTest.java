package joyul.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import joyul.check.InputException;
import joyul.rate.OneCycleLR.Anneal;
import org.junit.jupiter.api.Test;

class OneCycleLRTest {
    @Test
    void theRatesArePytorchs() {
        Fixture.of("OneCycleLR").forEach(Fixture::check);
    }

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
    void aStepBeyondTheCycleIsRefusedAsPytorchDoes() {
        OneCycleLR schedule = new OneCycleLR().totalSteps(10);

        assertThat(schedule.rate(1, 10, Readings.none())).isPositive();
        assertThatThrownBy(() -> schedule.rate(1, 11, Readings.none()))
                .isInstanceOf(InputException.class)
                .hasMessage("total_steps must be at least the number of steps taken, but was 10 at step 11; "
                        + "give a larger total_steps or leave it out");
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
    void aMomentumCycleOtherThanPytorchsDefaultIsRefusedRatherThanForgotten() {
        assertThat(Schedules.parse("OneCycleLR(optimizer, cycle_momentum=False, base_momentum=0.85)"))
                .isEqualTo(new OneCycleLR());
        assertThatThrownBy(() -> Schedules.parse("OneCycleLR(optimizer, max_momentum=0.9)"))
                .isInstanceOf(InputException.class)
                .hasMessage("max_momentum has no effect here, so for OneCycleLR it must be 0.95, but was 0.9; "
                        + "leave it out");
    }
}
