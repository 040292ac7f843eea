package joyul.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import joyul.check.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PytorchCodeTest {
    private static final double BASE = 0.1;
    private static final RunLength RUN = RunLength.byEpoch(100, 20, 32);

    /** Every schedule that PyTorch can express, with what it lacks among them. */
    static List<String> specs() {
        return List.of(
                "constant",
                "LambdaLR(lr_lambda=lambda t: 1 / (1 + t))",
                "MultiplicativeLR(lr_lambda=lambda t: 0.5 if t % 7 == 0 else 1)",
                "StepLR('10ep', 0.3)",
                "MultiStepLR(['10%', 50, '1200st'])",
                "ConstantLR(0.25, 7)",
                "ConstantLR(0, 7)",
                "LinearLR(0.1, 0.5, '50%')",
                "ExponentialLR(0.97)",
                "PolynomialLR('100%', 0.9)",
                "CosineAnnealingLR(eta_min=0.001)",
                "CosineAnnealingWarmRestarts(7, 2, 0.001)",
                "CyclicLR(step_size_up='10ep', mode='exp_range', gamma=0.99)",
                "CyclicLR(0.01, 0.2, 9, 4, scale_fn=lambda x: 1 / x, cycle_momentum=False)",
                "OneCycleLR(three_phase=True, anneal_strategy='linear')",
                "SWALR(0.05, 20)",
                "SequentialLR([LinearLR(), CosineAnnealingLR(), SWALR(0.02)], [5, 70])",
                "SequentialLR([LinearLR(), SequentialLR([StepLR(3), ExponentialLR(0.9)], [20])], [5])",
                "ChainedScheduler([LinearLR(0.1, 1, 20), CosineAnnealingLR(50, 0.01), constant])",
                "WSD(warmup='5ep', min_factor=0.1)",
                "WSD(cooldown='linear')",
                "WSD(cooldown='cosine', decay=30)",
                "InverseSquareRootLR(10)",
                "TanhLR(T_max=60, eta_min=0.001)",
                "Warmup('5%', then=constant)",
                "Warmup(8, 0, then=CosineAnnealingLR(eta_min=0.001))",
                "Warmup(8, then=OneCycleLR())",
                "Warmup(8, then=ConstantLR(0.5, 9))",
                "Warmup(8, then=SequentialLR([StepLR(3), ExponentialLR(0.9)], [20]))");
    }

    @ParameterizedTest
    @MethodSource("specs")
    void theCodeReadsBackWithTheSameRates(String spec) {
        Schedule schedule = Schedules.parse(spec).resolved(RUN);
        Schedule read = Schedules.parse(Schedules.toPytorch(Schedules.parse(spec), BASE, RUN));

        for (long step = 0; step < RUN.steps(); step++) {
            double rate = schedule.rate(BASE, step, Readings.none());
            assertThat(read.rate(BASE, step, Readings.none()))
                    .as("step %s of %s", step, Schedules.toText(read))
                    .isCloseTo(rate, within(1e-12 * rate + 1e-15));
            if (!(schedule instanceof Warmup)) { // Whose momentum is already that with which the next one begins.
                assertThat(read.momentum(0.5, step, Readings.none()))
                        .isEqualTo(schedule.momentum(0.5, step, Readings.none()));
            }
        }
    }

    @Test
    void theCodeIsALineThatAnybodyWouldWrite() {
        assertThat(Schedules.toPytorch(new StepLR(30), BASE, RUN))
                .isEqualTo("torch.optim.lr_scheduler.StepLR(optimizer, step_size=30, gamma=0.1)");
        assertThat(Schedules.toPytorch(new ReduceLROnPlateau(), BASE, RUN))
                .isEqualTo("torch.optim.lr_scheduler.ReduceLROnPlateau(optimizer, mode='min', factor=0.1, patience=10, "
                        + "threshold=0.0001, threshold_mode='rel', cooldown=0, min_lr=0.0, eps=1e-08)");
        assertThat(Schedules.toPytorch(new ExponentialLR(0.9).after(Warmup.linear(4)), BASE, RUN))
                .isEqualTo("torch.optim.lr_scheduler.SequentialLR(optimizer, schedulers=["
                        + "torch.optim.lr_scheduler.LambdaLR(optimizer, lr_lambda=lambda step: "
                        + "1.0 * (0.2 + (1 - 0.2) * min(1.0, step / 4))), "
                        + "torch.optim.lr_scheduler.ExponentialLR(optimizer, gamma=0.9)], milestones=[4])");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Warmup(3, then=ReduceLROnPlateau())  | PyTorch takes ReduceLROnPlateau neither in a sequence nor after a warmup
            ReduceLROnPlateau(backtrack=True)    | PyTorch has no backtracking to the best weights
            EarlyStopping(then=StepLR(3))        | PyTorch has no early stopping
            Warmup(3, then=ChainedScheduler([StepLR(3)])) | PyTorch cannot begin a ChainedScheduler in a sequence
            ChainedScheduler([StepLR(3), WSD()]) | PyTorch has no WSD that multiplies the rest of a chain
            Warmup(3, then=SWALR(0.1))           | PyTorch goes on from where a warmup ends and not from the base rate
            """)
    void whatPytorchCannotDoIsSaid(String spec, String message) {
        assertThatThrownBy(() -> Schedules.toPytorch(Schedules.parse(spec), BASE, RUN))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    @EnabledIfEnvironmentVariable(
            named = "JOYUL_PYTHON",
            matches = ".+",
            disabledReason = "JOYUL_PYTHON names no Python that has torch 2")
    void pytorchRunsTheCodeAndGetsTheSameRates(@TempDir Path folder) throws Exception {
        String code = String.join(
                "\n",
                specs().stream()
                        .map(spec -> Schedules.toPytorch(Schedules.parse(spec), BASE, RUN))
                        .toList());
        Path file = Files.writeString(folder.resolve("code.txt"), code);
        String script = """
                import math, sys, warnings, torch
                warnings.filterwarnings("ignore")
                for line in open(sys.argv[1]):
                    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=0.1, momentum=0.5)
                    scheduler = eval(line)
                    for step in range(100):
                        print(repr(optimizer.param_groups[0]["lr"]))
                        scheduler.step()
                """;
        Process python = new ProcessBuilder(
                        Objects.requireNonNull(System.getenv("JOYUL_PYTHON")), "-c", script, file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<Double> printed = new ArrayList<>();
        try (Stream<String> lines =
                new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines()) {
            lines.forEach(line -> printed.add(Double.parseDouble(line)));
        }
        assertThat(python.waitFor()).isZero();
        for (int i = 0; i < specs().size(); i++) {
            Schedule schedule = Schedules.parse(specs().get(i)).resolved(RUN);
            for (int step = 0; step < 100; step++) {
                double rate = schedule.rate(BASE, step, Readings.none());
                assertThat(printed.get(100 * i + step))
                        .as("step %s of %s", step, specs().get(i))
                        .isCloseTo(rate, within(1e-12 * rate + 1e-15));
            }
        }
    }
}
