package joyul.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import joyul.check.InputException;
import org.junit.jupiter.api.Test;

class ExponentialLRTest {
    @Test
    void aFactorOf0997HalvesTheRateIn231Steps() {
        Schedule schedule = Schedules.parse("torch.optim.lr_scheduler.ExponentialLR(optimizer, 0.997)");

        assertThat(schedule.rate(0.001, 1, Readings.none())).isCloseTo(0.000997, within(1e-18));
        assertThat(schedule.rate(0.001, 2, Readings.none())).isCloseTo(0.000994009, within(1e-18));
        assertThat(schedule.rate(0.001, 230, Readings.none())).isGreaterThan(0.0005);
        assertThat(schedule.rate(0.001, 231, Readings.none())).isLessThan(0.0005);
    }

    @Test
    void aFactorThatIsNotPositiveIsRefused() {
        assertThatThrownBy(() -> new ExponentialLR(-0.5))
                .isInstanceOf(InputException.class)
                .hasMessage("gamma must be positive and finite, but was -0.5");
    }
}
