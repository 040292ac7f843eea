package joyul.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import joyul.check.InputException;
import org.junit.jupiter.api.Test;

class LambdaLRTest {
    @Test
    void aLambdaPastedFromPytorchMultipliesTheBaseRate() {
        Schedule schedule = Schedules.parse("""
                scheduler = optim.lr_scheduler.LambdaLR(optimizer=optimizer,
                                        lr_lambda=lambda epoch: 0.95 ** epoch)""");

        assertThat(schedule.rate(0.001, 0, Readings.none())).isEqualTo(0.001);
        assertThat(schedule.rate(0.001, 1, Readings.none())).isCloseTo(0.00095, within(1e-18));
        assertThat(schedule.rate(0.001, 2, Readings.none())).isCloseTo(0.0009025, within(1e-18));
        assertThat(Schedules.toText(schedule)).isEqualTo("LambdaLR(lr_lambda=lambda epoch: 0.95 ** epoch)");
    }

    @Test
    void anExpressionInAMapMayLeaveTheLambdaOut() {
        assertThat(Schedules.of(Map.of("type", "LambdaLR", "lr_lambda", "0.95 ** epoch")))
                .isEqualTo(LambdaLR.of("lambda epoch: 0.95 ** epoch"));
    }

    @Test
    void aJavaLambdaWorksInCodeAndIsRefusedOnWriting() {
        LambdaLR schedule = new LambdaLR(epoch -> Math.pow(0.95, epoch));

        assertThat(schedule.rate(0.001, 2, Readings.none())).isCloseTo(0.0009025, within(1e-18));
        assertThatThrownBy(() -> Schedules.toText(schedule))
                .isInstanceOf(InputException.class)
                .hasMessage("a LambdaLR made from Java code cannot be written as text; "
                        + "make it from an expression such as \"0.95 ** epoch\"");
    }
}
