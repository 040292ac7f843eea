package joyul.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import joyul.check.InputException;
import org.junit.jupiter.api.Test;

class SequentialLRTest {
    @Test
    void theExampleOfPytorchsDocumentationIsReadLineByLine() {
        Schedule schedule = Schedules.parse("""
                import torch
                optimizer = torch.optim.SGD(model.parameters(), lr=0.05)
                scheduler1 = ConstantLR(optimizer, factor=0.1, total_iters=20)
                scheduler2 = ExponentialLR(optimizer, gamma=0.9)
                scheduler = SequentialLR(
                    optimizer,
                    schedulers=[scheduler1, scheduler2],
                    milestones=[20],
                )
                scheduler.step()
                """);

        assertThat(schedule).isEqualTo(new SequentialLR(List.of(new ConstantLR(0.1, 20), new ExponentialLR(0.9)), 20));
        assertThat(schedule.rate(0.05, 19, Readings.none())).isCloseTo(0.005, within(1e-17));
        assertThat(schedule.rate(0.05, 20, Readings.none())).isEqualTo(0.05);
        assertThat(schedule.rate(0.05, 21, Readings.none())).isCloseTo(0.045, within(1e-17));
    }

    @Test
    void aMistypedScheduleInALineBeforeIsNamed() {
        assertThatThrownBy(() -> Schedules.parse("a = StpLR(optimizer, 3)\nSequentialLR(optimizer, [a], [])"))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("unknown schedule 'StpLR'; did you mean 'StepLR'?");
    }

    @Test
    void aPlateauInASequenceReadsTheMetricsFromItsOwnFirstStep() {
        Schedule schedule = new SequentialLR(
                List.of(
                        new LinearLR(0.5, 1, Length.of(2)),
                        new ReduceLROnPlateau().factor(0.5).patience(1),
                        new ExponentialLR(0.5)),
                2,
                7);
        Readings readings = Readings.of(0.1, 0.1, 5, 5, 5, 5, 5, 5);

        assertThat(rates(schedule, readings)).containsExactly(0.5, 0.75, 1, 1, 1, 0.5, 0.5, 1, 0.5);
    }

    @Test
    void aSequenceOrAChainMayStandInASequence() {
        Schedule inner = new SequentialLR(List.of(new ConstantLR(0.5, 9), new ExponentialLR(0.5)), 2);
        Schedule chain = new ChainedScheduler(new ExponentialLR(0.5), new ExponentialLR(0.5));
        Schedule schedule = new SequentialLR(List.of(inner, chain), 4);

        assertThat(rates(schedule, Readings.of(0, 0, 0, 0, 0, 0))).containsExactly(0.5, 0.5, 1, 0.5, 1, 0.25, 0.0625);
    }

    @Test
    void eachPartGetsItsShareOfTheRun() {
        Schedule open = Schedules.parse("SequentialLR([LinearLR(total_iters='100%'), CosineAnnealingLR()], ['20%'])");

        assertThat(open.resolved(50))
                .isEqualTo(new SequentialLR(List.of(new LinearLR().totalIters(10), new CosineAnnealingLR(40)), 10));
    }

    @Test
    void theMomentumAndTheEventsAreThoseOfTheScheduleInForce() {
        Schedule schedule = new SequentialLR(
                List.of(
                        new ConstantRate(),
                        new ReduceLROnPlateau().patience(0).backtrack(true),
                        new OneCycleLR().totalSteps(10)),
                2,
                6);
        Readings readings = Readings.of(9, 9, 3, 4, 1, 1);

        assertThat(schedule.event(4, readings)).contains(new ScheduleEvent.Backtrack(2));
        assertThat(schedule.event(5, readings)).isEmpty();
        assertThat(schedule.momentum(0.5, 5, readings)).isEqualTo(0.5);
        assertThat(schedule.momentum(0.5, 6, readings)).isCloseTo(0.95, within(1e-15));
    }

    @Test
    void milestonesThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> new SequentialLR(List.of(new ConstantRate()), 3))
                .isInstanceOf(InputException.class)
                .hasMessage(
                        "milestones must be one fewer than schedulers, but there are 1 milestones for 1 schedulers");
        assertThatThrownBy(() ->
                        new SequentialLR(List.of(new ConstantRate(), new ConstantRate(), new ConstantRate()), 9, 3))
                .isInstanceOf(InputException.class)
                .hasMessage("milestones must rise, but 3 comes after 9");
        assertThatThrownBy(() -> Schedules.parse("SequentialLR(optimizer, [], [])"))
                .isInstanceOf(InputException.class)
                .hasMessage("the number of schedulers must be 1 or more, but was 0");
    }

    private static double[] rates(Schedule schedule, Readings readings) {
        double[] rates = new double[readings.size() + 1];
        for (int step = 0; step < rates.length; step++) {
            rates[step] = schedule.rate(1, step, readings);
        }
        return rates;
    }
}
