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
        for (String[] refused : new String[][] {
            {"99999999999999999999999", "a whole number of at most 15 digits, but was 99999999999999999999999"},
            {"-1_000_000_000_000_000_000_000", "a whole number of at most 15 digits, but was -1000000000000000000000"},
            {"1000000000000000", "a whole number of at most 15 digits, but was 1000000000000000"},
            {"1e16", "a whole number of at most 15 digits, but was 1e+16"},
            {"3.5", "a whole number, but was 3.5"},
        }) {
            assertThatThrownBy(() -> Schedules.parse("StepLR(step_size=" + refused[0] + ")"))
                    .isInstanceOf(InputException.class)
                    .hasMessage("step_size must be " + refused[1]);
        }
        assertThat(Schedules.parse("StepLR(step_size=999_999_999_999_999)"))
                .isEqualTo(new StepLR(999_999_999_999_999L));
        assertThatThrownBy(() -> new StepLR(1, Double.NaN))
                .isInstanceOf(InputException.class)
                .hasMessage("gamma must be positive and finite, but was NaN");
    }
}
