package joyul.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import joyul.check.InputException;
import joyul.rate.CosineAnnealingLR;
import joyul.rate.EarlyStopping;
import joyul.rate.ExponentialLR;
import joyul.rate.LambdaLR;
import joyul.rate.OneCycleLR;
import joyul.rate.ReduceLROnPlateau;
import joyul.rate.RunLength;
import joyul.rate.ScheduleEvent;
import joyul.rate.Warmup;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.OptimizerParamGroup;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.junit.jupiter.api.Test;

class AttachedScheduleTest {
    private final LinearImpl module = new LinearImpl(2, 1);

    private SGD sgd(double rate) {
        SGDOptions options = new SGDOptions(rate);
        options.momentum().put(0.5);
        return new SGD(module.parameters(), options);
    }

    @Test
    void theOptimizerHasTheScheduledRateBeforeAnyStepAndAfterEach() {
        SGD optimizer = sgd(0.001);
        AttachedSchedule schedule = Attach.to(optimizer, new LambdaLR(epoch -> Math.pow(0.95, epoch)));

        assertThat(optimizer.param_groups().get(0).options().get_lr()).isEqualTo(0.001);
        schedule.step();
        schedule.step();

        assertThat(optimizer.param_groups().get(0).options().get_lr()).isCloseTo(0.0009025, within(1e-18));
        assertThat(schedule.lastLr())
                .containsExactly(optimizer.param_groups().get(0).options().get_lr());
        assertThat(schedule.lastEpoch()).isEqualTo(2);
    }

    @Test
    void aPlateauAfterAWarmupReadsTheMetrics() {
        AttachedSchedule schedule = Attach.to(
                sgd(1), new ReduceLROnPlateau().factor(0.5).patience(1).after(Warmup.linear(3)));
        double[] losses = {9, 9, 9, 1, 1, 1, 1};
        double[] expected = {0.25, 0.5, 0.75, 1, 1, 1, 0.5};
        for (int step = 0; step < losses.length; step++) {
            assertThat(schedule.lastLr().get(0)).as("step %s", step).isCloseTo(expected[step], within(1e-15));
            schedule.step(losses[step]);
        }
    }

    @Test
    void eachGroupIsScheduledFromItsOwnBaseRate() {
        LinearImpl other = new LinearImpl(3, 3);
        SGD optimizer = sgd(0.1);
        optimizer.add_param_group(new OptimizerParamGroup(other.parameters(), new SGDOptions(0.01)));
        AttachedSchedule schedule = Attach.to(optimizer, new ExponentialLR(0.5));
        schedule.step();

        assertThat(schedule.lastLr()).containsExactly(0.05, 0.005);
    }

    @Test
    void aOneCycleMovesTheMomentumOfSgdAndTheFirstBetaOfAdam() {
        SGD sgd = sgd(0.1);
        Adam adam = new Adam(module.parameters(), new AdamOptions(0.1));
        AttachedSchedule first = Attach.to(sgd, new OneCycleLR(), RunLength.of(10));
        AttachedSchedule second = Attach.to(adam, new OneCycleLR(), RunLength.of(10));

        assertThat(new SGDOptions(sgd.param_groups().get(0).options())
                        .momentum()
                        .get())
                .isCloseTo(0.95, within(1e-15));
        first.step();
        first.step();
        second.step();
        second.step();

        assertThat(new SGDOptions(sgd.param_groups().get(0).options())
                        .momentum()
                        .get())
                .isCloseTo(0.85, within(1e-15));
        // The pair lies in memory in the order of the platform's C++ library.
        DoublePointer betas = new AdamOptions(adam.param_groups().get(0).options()).betas();
        assertThat(Math.min(betas.get(0), betas.get(1))).isCloseTo(0.85, within(1e-15));
        assertThat(Math.max(betas.get(0), betas.get(1))).isEqualTo(0.999);
    }

    @Test
    void aSavedStateGoesOnInAFreshOptimizer() {
        AttachedSchedule whole = Attach.to(sgd(1), new ReduceLROnPlateau().patience(2));
        for (int i = 0; i < 5; i++) {
            whole.step(1);
        }
        AttachedSchedule resumed = Attach.to(sgd(7), new ReduceLROnPlateau().patience(2));
        resumed.loadStateDict(whole.stateDict());

        assertThat(resumed.lastLr()).isEqualTo(whole.lastLr());
        for (int i = 0; i < 5; i++) {
            whole.step(1);
            resumed.step(1);
            assertThat(resumed.lastLr()).isEqualTo(whole.lastLr());
        }
        assertThatThrownBy(() -> resumed.loadStateDict(Map.of("last_epoch", 3)))
                .isInstanceOf(InputException.class)
                .hasMessage("the state of a schedule needs base_lrs, as stateDict() gives it");
    }

    @Test
    void anEarlyStopIsAnEvent() {
        AttachedSchedule schedule = Attach.to(sgd(1), new EarlyStopping(0, new ExponentialLR(0.9)));
        schedule.step(2);
        assertThat(schedule.event()).isEmpty();
        schedule.step(3);
        assertThat(schedule.event()).contains(new ScheduleEvent.Stop(0));
    }

    @Test
    void anOpenLengthIsRefusedAtOnce() {
        assertThatThrownBy(() -> Attach.to(sgd(1), new CosineAnnealingLR()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("T_max is as long as the run");
    }

    @Test
    void steppingLeavesNoNativeHandleBehind() {
        AttachedSchedule schedule = Attach.to(sgd(1), new OneCycleLR(), RunLength.of(10));
        schedule.step();
        long before = Pointer.totalCount();
        for (int i = 0; i < 50; i++) {
            schedule.step();
        }

        assertThat(Pointer.totalCount()).isLessThanOrEqualTo(before);
    }
}
