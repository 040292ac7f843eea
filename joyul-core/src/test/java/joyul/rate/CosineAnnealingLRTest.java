package joyul.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import joyul.check.InputException;
import org.junit.jupiter.api.Test;

class CosineAnnealingLRTest {
    @Test
    void theRateIsHalfwayInTheMiddleAndComesBackAfterTheMinimum() {
        CosineAnnealingLR schedule = new CosineAnnealingLR(10).etaMin(0.2);

        assertThat(schedule.rate(1, 0, Readings.none())).isEqualTo(1);
        assertThat(schedule.rate(1, 5, Readings.none())).isCloseTo(0.6, within(1e-14));
        assertThat(schedule.rate(1, 10, Readings.none())).isEqualTo(0.2);
        assertThat(schedule.rate(1, 15, Readings.none())).isCloseTo(0.6, within(1e-14));
        assertThat(schedule.rate(1, 20, Readings.none())).isCloseTo(1, within(1e-14));
    }

    @Test
    void anOmittedLengthIsTheRunsAndIsNamedWhileOpen() {
        CosineAnnealingLR open = new CosineAnnealingLR();

        assertThat(open.resolved(40)).isEqualTo(new CosineAnnealingLR(40));
        assertThat(Schedules.toText(open)).isEqualTo("CosineAnnealingLR(eta_min=0.0)");
        assertThatThrownBy(() -> open.rate(1, 3, Readings.none()))
                .isInstanceOf(InputException.class)
                .hasMessage("T_max is as long as the run, whose length is not known here; "
                        + "give T_max as a number of steps");
    }

    @Test
    void aLengthOfNothingIsRefused() {
        assertThatThrownBy(() -> new CosineAnnealingLR(0))
                .isInstanceOf(InputException.class)
                .hasMessage("T_max must be 1 or more, but was 0");
    }
}
