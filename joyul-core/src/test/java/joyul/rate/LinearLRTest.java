package joyul.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import joyul.check.InputException;
import org.junit.jupiter.api.Test;

class LinearLRTest {
    @Test
    void theFactorMovesInAStraightLineAndThenStays() {
        LinearLR schedule = new LinearLR().startFactor(0.5).totalIters(4);

        assertThat(schedule.rate(0.8, 0, Readings.none())).isEqualTo(0.4);
        assertThat(schedule.rate(0.8, 2, Readings.none())).isCloseTo(0.6, within(1e-16));
        assertThat(schedule.rate(0.8, 4, Readings.none())).isEqualTo(0.8);
        assertThat(schedule.rate(0.8, 99, Readings.none())).isEqualTo(0.8);
    }

    @Test
    void aStartFactorOfZeroIsRefusedAsPytorchDoes() {
        assertThatThrownBy(() -> new LinearLR().startFactor(0))
                .isInstanceOf(InputException.class)
                .hasMessage("start_factor must be in (0, 1], but was 0");
        assertThatThrownBy(() -> new LinearLR().endFactor(1.5))
                .isInstanceOf(InputException.class)
                .hasMessage("end_factor must be in [0, 1], but was 1.5");
        assertThatThrownBy(() -> new LinearLR().totalIters(0)).isInstanceOf(InputException.class);
    }
}
