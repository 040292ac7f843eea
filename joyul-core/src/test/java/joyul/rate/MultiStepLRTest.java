package joyul.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import joyul.check.InputException;
import org.junit.jupiter.api.Test;

class MultiStepLRTest {
    @Test
    void aRepeatedMilestoneCountsTwiceAndTheOrderDoesNotMatter() {
        MultiStepLR schedule = new MultiStepLR(5, 2, 5).gamma(0.5);

        assertThat(schedule.rate(1, 1, Readings.none())).isEqualTo(1);
        assertThat(schedule.rate(1, 2, Readings.none())).isEqualTo(0.5);
        assertThat(schedule.rate(1, 5, Readings.none())).isEqualTo(0.125);
    }

    @Test
    void aNegativeMilestoneIsRefused() {
        assertThatThrownBy(() -> new MultiStepLR(3, -1))
                .isInstanceOf(InputException.class)
                .hasMessage("a number of steps must be 0 or more, but was -1");
        assertThatThrownBy(() -> Schedules.parse("MultiStepLR([3, -1])"))
                .hasMessage("each of milestones must be 0 or more, but was -1");
    }
}
