package joyul.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import joyul.check.InputException;
import org.junit.jupiter.api.Test;

class StepLRTest {
    @Test
    void theRateFallsAtEachMultipleOfTheStepSize() {
        StepLR schedule = new StepLR(30);

        assertThat(schedule.rate(1, 29, Readings.none())).isEqualTo(1);
        assertThat(schedule.rate(1, 30, Readings.none())).isCloseTo(0.1, within(1e-16));
        assertThat(schedule.rate(1, 60, Readings.none())).isCloseTo(0.01, within(1e-17));
    }

    @Test
    void aStepSizeOrFactorOfNothingIsRefused() {
        assertThatThrownBy(() -> new StepLR(0))
                .isInstanceOf(InputException.class)
                .hasMessage("step_size must be 1 or more, but was 0");
        assertThatThrownBy(() -> new StepLR(1, Double.NaN))
                .isInstanceOf(InputException.class)
                .hasMessage("gamma must be positive and finite, but was NaN");
    }
}
