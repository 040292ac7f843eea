package joyul.transfer;

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
                "CyclicLR(base_lr=0.01, max_lr=0.1, step_size_up=80, step_size_down=40, cycle_momentum=False);"
                        + " CyclicLR(base_lr=0.04, max_lr=0.4, step_size_up=20, step_size_down=10, cycle_momentum=False)",
                "SequentialLR(schedulers=[ConstantLR(total_iters=40), StepLR(step_size=80)], milestones=[200]);"
                        + " SequentialLR(schedulers=[ConstantLR(total_iters=10), StepLR(step_size=20)], milestones=[50])",
                "CosineAnnealingWarmRestarts(T_0=400, eta_min=0.01); CosineAnnealingWarmRestarts(T_0=100, eta_min=0.04)",
                "WSD(warmup=\"20ep\", decay=\"20%\"); WSD(warmup=\"20ep\", decay=\"20%\")",
                "SWALR(swa_lr=0.05, anneal_epochs=8); SWALR(swa_lr=0.2, anneal_epochs=2)",
            })
    void countsFollowTheExamplesAndRatesTheRate(String before, String after) {
        assertThat(ScheduleUnits.carried(Schedules.parse(before), new ScheduleUnits.Ratios(4, 0.25, 0.25)))
                .isEqualTo(Schedules.parse(after));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "ExponentialLR(gamma=0.997)",
                "LambdaLR(lr_lambda=lambda epoch: 1 / (1 + epoch / 100))",
                "{\"type\": \"LambdaLR\", \"lr_lambda\": \"0.99 ** epoch\"}",
                "StepLR(step_size=64, gamma=0.5)",
                "MultiplicativeLR(lr_lambda=lambda epoch: 0.99)",
                "CosineAnnealingLR(T_max=1000, eta_min=0.001)",
                "Warmup(steps=32, start_factor=0, then=ExponentialLR(gamma=0.99))"
            })
    void theRatesAreTheSameAfterAsManyExamples(String text) {
        Schedule before = Schedules.parse(text);
        Schedule after = ScheduleUnits.carried(before, new ScheduleUnits.Ratios(4, 0.25, 0.25));
        for (int step = 0; step < 100; step++) {
            assertThat(after.rate(0.4, step, Readings.none()))
                    .as("%s at step %d", text, step)
                    .isCloseTo(4 * before.rate(0.1, 4L * step, Readings.none()), within(1e-12));
        }
    }

    @Test
    void epochsStayEpochs() {
        Schedule schedule = Schedules.parse("Warmup(steps=3, then=CosineAnnealingLR(T_max=30, eta_min=0.01))");
        assertThat(ScheduleUnits.carried(schedule, new ScheduleUnits.Ratios(2, 0.5, 1)))
                .isEqualTo(Schedules.parse("Warmup(steps=3, then=CosineAnnealingLR(T_max=30, eta_min=0.02))"));
        assertThat(ScheduleUnits.carried(
                        Schedules.parse("Warmup(steps='400st', then=constant())"), new ScheduleUnits.Ratios(2, 0.5, 1)))
                .as("optimizer steps are optimizer steps, whatever the scheduler steps by")
                .isEqualTo(Schedules.parse("Warmup(steps='200st', then=constant())"));
    }
}
