package joyul.rate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a schedule steps by where nobody says it: the examples in PyTorch's documentation of each. */
class PacedTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "LambdaLR(lr_lambda=lambda epoch: 0.95 ** epoch)",
                "MultiplicativeLR(lr_lambda=lambda epoch: 0.95)",
                "StepLR(step_size=30, gamma=0.1)",
                "MultiStepLR(milestones=[30, 80], gamma=0.1)",
                "ConstantLR(factor=0.5, total_iters=40)",
                "LinearLR(start_factor=0.05, total_iters=40)",
                "ExponentialLR(gamma=0.1)",
                "PolynomialLR(total_iters=20, power=1)",
                "CosineAnnealingLR(T_max=50)",
                "CosineAnnealingWarmRestarts(T_0=20)",
                "ReduceLROnPlateau()",
                "SWALR(swa_lr=0.05)",
                "SequentialLR([ConstantLR(factor=0.1, total_iters=20), ExponentialLR(gamma=0.9)], milestones=[20])",
                "ChainedScheduler([ConstantLR(factor=0.1, total_iters=20), ExponentialLR(gamma=0.9)])",
                "EarlyStopping(patience=3, then=constant)",
                "TanhLR(T_max=9)"
            })
    void whatPytorchStepsOnceAnEpochStepsByEpochsAndStaysAsItIs(String text) {
        Schedule schedule = Schedules.parse(text);

        assertThat(Paced.of(schedule, Length.Unit.ST)).isEqualTo(new Paced(schedule, Length.Unit.EP));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OneCycleLR(max_lr=0.01, total_steps=1000)",
                "OneCycleLR()",
                "CyclicLR(base_lr=0.01, max_lr=0.1, step_size_up=10)",
                "Warmup(steps=500, then=constant)",
                "Warmup(steps=500, then=CosineAnnealingLR())",
                "InverseSquareRootLR(warmup=400)",
                "WSD(warmup=100)"
            })
    void cyclesAndWarmupsStepByOptimizerSteps(String text) {
        Schedule schedule = Schedules.parse(text);

        assertThat(Paced.of(schedule, Length.Unit.EP)).isEqualTo(new Paced(schedule, Length.Unit.ST));
    }

    @ParameterizedTest
    @ValueSource(strings = {"constant", "CosineAnnealingLR()", "CosineAnnealingLR(T_max='30ep')", "StepLR('10%')"})
    void whatCountsNeitherStepsByWhatIsUsual(String text) {
        Schedule schedule = Schedules.parse(text);

        for (Length.Unit usual : List.of(Length.Unit.EP, Length.Unit.ST)) {
            assertThat(Paced.of(schedule, usual)).isEqualTo(new Paced(schedule, usual));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Warmup(500, then=StepLR(10))                      | ST | Warmup(500, then=StepLR('10ep'))
            Warmup('5%', then=CosineAnnealingLR(30))          | ST | Warmup('5%', then=CosineAnnealingLR('30ep'))
            Warmup(500, then=ReduceLROnPlateau(patience=5))   | EP | Warmup('500st', then=ReduceLROnPlateau(patience=5))
            Warmup('1ep', then=ReduceLROnPlateau())           | EP | Warmup('1ep', then=ReduceLROnPlateau())
            SequentialLR([LinearLR(0.1, total_iters=5), OneCycleLR()], [5]) | ST | SequentialLR([LinearLR(0.1, total_iters='5ep'), OneCycleLR()], ['5ep'])
            SequentialLR([OneCycleLR(total_steps=90), ExponentialLR(0.9)], [90]) | EP | SequentialLR([OneCycleLR(total_steps='90st'), ExponentialLR(0.9)], ['90st'])
            ChainedScheduler([MultiStepLR([3, 6]), CyclicLR(step_size_up=9)]) | ST | ChainedScheduler([MultiStepLR(['3ep', '6ep']), CyclicLR(step_size_up=9)])
            """)
    void aMixtureStepsByOneUnitAndEveryLengthKeepsItsOwn(String text, Length.Unit unit, String measured) {
        assertThat(Paced.of(Schedules.parse(text), Length.Unit.ST))
                .isEqualTo(new Paced(Schedules.parse(measured), unit));
    }

    @Test
    void aStepScheduleAfterAWarmupFallsAtItsEpochsExactly() {
        // 7 batches an epoch: up over 5 batches, and x0.1 each 2 epochs after that.
        Schedule schedule = Paced.of(Schedules.parse("Warmup(5, then=StepLR(2))"), Length.Unit.ST)
                .schedule()
                .resolved(RunLength.byStep(4, 7, 32));

        assertThat(schedule.rate(1, 4, Readings.none())).isEqualTo(5.0 / 6);
        assertThat(schedule.rate(1, 5 + 13, Readings.none())).isEqualTo(1);
        assertThat(schedule.rate(1, 5 + 14, Readings.none())).isEqualTo(0.1);
    }

    @Test
    void aScheduleMadeInJavaCodeStepsByWhatIsUsualAndAJavaLambdaByEpochs() {
        Schedule own = (base, step, readings) -> base / (1 + step);
        Schedule factor = new LambdaLR(epoch -> 1 / (1 + epoch));

        assertThat(Paced.of(own, Length.Unit.ST)).isEqualTo(new Paced(own, Length.Unit.ST));
        assertThat(Paced.of(factor, Length.Unit.ST)).isEqualTo(new Paced(factor, Length.Unit.EP));
        assertThat(Paced.of(factor.after(Warmup.linear(5)), Length.Unit.ST))
                .isEqualTo(new Paced(factor.after(Warmup.linear(Length.optimizerSteps(5))), Length.Unit.EP));
    }
}
