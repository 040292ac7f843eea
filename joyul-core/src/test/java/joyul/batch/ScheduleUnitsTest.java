package joyul.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import joyul.rate.Readings;
import joyul.rate.Schedule;
import joyul.rate.Schedules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleUnitsTest {
    @Test
    void everyScheduleHasItsUnits() {
        assertThat(ScheduleUnits.known())
                .as("a new schedule says here which of its parameters count steps and which are rates")
                .containsExactlyInAnyOrderElementsOf(Schedules.names());
    }

    /** Four times the batch: a quarter of the steps, and (by the linear rule) four times the rate. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "StepLR(step_size=100, gamma=0.1); StepLR(step_size=25, gamma=0.1)",
                "StepLR(step_size=2, gamma=0.1); StepLR(step_size=1, gamma=0.1)",
                "MultiStepLR(milestones=[80, 120], gamma=0.2); MultiStepLR(milestones=[20, 30], gamma=0.2)",
                "LinearLR(start_factor=0.1, end_factor=1.0, total_iters=40);"
                        + " LinearLR(start_factor=0.1, end_factor=1.0, total_iters=10)",
                "CosineAnnealingLR(T_max=1000, eta_min=0.001); CosineAnnealingLR(T_max=250, eta_min=0.004)",
                "ReduceLROnPlateau(patience=40, cooldown=8, min_lr=0.001, eps=1e-8);"
                        + " ReduceLROnPlateau(patience=10, cooldown=2, min_lr=0.004, eps=4e-8)",
                "OneCycleLR(max_lr=0.1, total_steps=400); OneCycleLR(max_lr=0.4, total_steps=100)",
                "OneCycleLR(); OneCycleLR()",
                "Warmup(steps=\"5%\", then=StepLR(step_size=8)); Warmup(steps=\"5%\", then=StepLR(step_size=2))",
                "Warmup(steps=40, then=constant()); Warmup(steps=10, then=constant())",
                "LambdaLR(lr_lambda=lambda t: 0.95 ** t); LambdaLR(lr_lambda=lambda t: 0.95 ** (t * 4))",
            })
    void countsFollowTheExamplesAndRatesTheRate(String before, String after) {
        assertThat(ScheduleUnits.carried(Schedules.parse(before), 4, 0.25)).isEqualTo(Schedules.parse(after));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "ExponentialLR(gamma=0.997)",
                "LambdaLR(lr_lambda=lambda epoch: 1 / (1 + epoch / 100))",
                "{\"type\": \"LambdaLR\", \"lr_lambda\": \"0.99 ** epoch\"}",
                "StepLR(step_size=64, gamma=0.5)",
                "CosineAnnealingLR(T_max=1000, eta_min=0.001)",
                "Warmup(steps=32, start_factor=0, then=ExponentialLR(gamma=0.99))"
            })
    void theRatesAreTheSameAfterAsManyExamples(String text) {
        Schedule before = Schedules.parse(text);
        Schedule after = ScheduleUnits.carried(before, 4, 0.25);
        for (int step = 0; step < 100; step++) {
            assertThat(after.rate(0.4, step, Readings.none()))
                    .as("%s at step %d", text, step)
                    .isCloseTo(4 * before.rate(0.1, 4L * step, Readings.none()), within(1e-12));
        }
    }

    @Test
    void epochsStayEpochs() {
        Schedule schedule = Schedules.parse("Warmup(steps=3, then=CosineAnnealingLR(T_max=30, eta_min=0.01))");
        assertThat(ScheduleUnits.carried(schedule, 2, 1))
                .isEqualTo(Schedules.parse("Warmup(steps=3, then=CosineAnnealingLR(T_max=30, eta_min=0.02))"));
    }
}
