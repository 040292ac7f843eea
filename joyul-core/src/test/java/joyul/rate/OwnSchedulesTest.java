package joyul.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import joyul.check.InputException;
import org.junit.jupiter.api.Test;

/** The schedules that PyTorch does not have, at places computed by hand from their papers' formulas. */
class OwnSchedulesTest {
    private static double rate(Schedule schedule, long step) {
        return schedule.rate(0.8, step, Readings.none());
    }

    @Test
    void wsdWarmsUpHoldsAndFallsWithOneMinusTheRoot() {
        Schedule schedule = new WSD().warmup(Length.of(3)).decay(Length.of(100)).resolved(1000);

        assertThat(rate(schedule, 0)).isCloseTo(0.2, within(1e-16));
        assertThat(rate(schedule, 3)).isEqualTo(0.8);
        assertThat(rate(schedule, 900)).isEqualTo(0.8);
        assertThat(rate(schedule, 925)).isCloseTo(0.4, within(1e-16));
        assertThat(rate(schedule, 999)).isCloseTo(0.8 * (1 - Math.sqrt(0.99)), within(1e-16));
        assertThat(rate(schedule, 1000)).isZero();
        assertThat(rate(schedule, 1200)).isZero();
    }

    @Test
    void beforeItsDecayWsdDoesNotDependOnTheLengthOfTheRun() {
        WSD open = new WSD().warmup(Length.of(5)).decay(Length.percent(10));
        for (int step = 0; step < 90; step++) {
            assertThat(rate(open.resolved(100), step)).isEqualTo(rate(open.resolved(200), step));
        }
    }

    @Test
    void theOtherCooldownsAreALineAndHalfACosine() {
        Schedule line = Schedules.parse("WSD(0, 10, 20, 'linear', 0.5)");
        Schedule cosine = Schedules.parse("WSD(0, 10, 20, cooldown='cosine')");

        assertThat(rate(line, 15)).isCloseTo(0.6, within(1e-16));
        assertThat(rate(line, 99)).isCloseTo(0.4, within(1e-16));
        assertThat(rate(cosine, 15)).isCloseTo(0.4, within(1e-16));
        assertThatThrownBy(() -> Schedules.parse("WSD(cooldown='root')"))
                .isInstanceOf(InputException.class)
                .hasMessage("cooldown must be 1-sqrt or cosine or linear, but was 'root'");
    }

    @Test
    void theInverseRootIsTheTransformersWithItsPeakAsTheBaseRate() {
        double peak = Math.pow(512 * 4000.0, -0.5);
        for (int t : new int[] {1, 100, 4000, 100_000}) {
            double paper = Math.pow(512, -0.5) * Math.min(Math.pow(t, -0.5), t * Math.pow(4000, -1.5));
            assertThat(new InverseSquareRootLR(4000).rate(peak, t - 1, Readings.none()))
                    .isCloseTo(paper, within(1e-15 * paper));
        }
    }

    @Test
    void theTanhIsHalfwayWhereItsArgumentIsZero() {
        TanhLR schedule = new TanhLR(Length.of(10), -7, 3, 0.2);

        assertThat(rate(schedule, 7)).isCloseTo(0.5, within(1e-15));
        assertThat(rate(schedule, 0)).isCloseTo(0.2 + 0.6 * (1 - Math.tanh(-7)) / 2, within(1e-15));
        assertThat(rate(schedule, 10)).isCloseTo(0.2 + 0.6 * (1 - Math.tanh(3)) / 2, within(1e-15));
        assertThat(rate(schedule, 30)).isEqualTo(rate(schedule, 10));
        assertThatThrownBy(() -> new TanhLR(Length.of(3), 2, 1, 0))
                .isInstanceOf(InputException.class)
                .hasMessage("upper must be above lower, but was 1");
    }

    @Test
    void earlyStoppingLeavesTheRatesAndAsksToStop() {
        EarlyStopping schedule = new EarlyStopping(1, new StepLR(2, 0.5));
        Readings readings = Readings.of(3, 2, 2, 2, 1);

        assertThat(rate(schedule, 4)).isEqualTo(0.2);
        assertThat(schedule.event(3, readings)).isEmpty();
        assertThat(schedule.event(4, readings)).contains(new ScheduleEvent.Stop(1));
        assertThat(schedule.event(5, readings)).contains(new ScheduleEvent.Stop(4));
        assertThat(schedule.after(Warmup.linear(1)).event(5, readings))
                .isEqualTo(Optional.of(new ScheduleEvent.Stop(4)));
    }
}
