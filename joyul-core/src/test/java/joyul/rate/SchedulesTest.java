package joyul.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import joyul.check.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SchedulesTest {
    /** One of each kind, with values other than the defaults; a new schedule is added here. */
    static List<Schedule> oneOfEachKind() {
        return List.of(
                new ConstantRate(),
                LambdaLR.of("lambda t: 1 / (1 + t)"),
                MultiplicativeLR.of("lambda t: 0.5 if t % 7 == 0 else 1"),
                new StepLR(30, 1.0 / 3),
                new MultiStepLR(80, 30, 30).gamma(1e-5),
                new ConstantLR(0.25, Length.epochs(2.5)),
                new LinearLR(0.1, 0, Length.percent(12.5)),
                new ExponentialLR(0.997),
                new PolynomialLR(Length.optimizerSteps(2000), 0.9),
                new CosineAnnealingLR(100).etaMin(1e-17),
                new CosineAnnealingWarmRestarts(Length.examples(50_000), 2, 1e-6),
                new CyclicLR(1e-3, 0.1).scale(new CycleScale.ExpRange(0.99)).stepSize(3, 5),
                new OneCycleLR().maxLr(0.3).threePhase(true).annealStrategy(Anneal.LINEAR),
                new ReduceLROnPlateau()
                        .mode(ReduceLROnPlateau.Mode.MAX)
                        .patience(3)
                        .threshold(0, ReduceLROnPlateau.ThresholdMode.ABS)
                        .backtrack(true),
                new SWALR(0.05, Length.percent(25), Anneal.LINEAR),
                new SequentialLR(
                        List.of(new LinearLR(), new ReduceLROnPlateau(), new SWALR(0.1, 3)),
                        List.of(Length.of(5), Length.percent(75))),
                new ChainedScheduler(new CyclicLR(0, 0.1).momentum(null), new ExponentialLR(0.9)),
                new WSD().cooldown(WSD.Cooldown.LINEAR),
                new InverseSquareRootLR(Length.epochs(1)),
                new TanhLR(Length.of(9), -6, 2, 0.01),
                new EarlyStopping(5, new MultiStepLR(3, 9)),
                new StepLR(7).after(Warmup.linear(Length.percent(5)).startFactor(0)));
    }

    @Test
    void everyKindIsAmongTheExamples() {
        assertThat(oneOfEachKind())
                .extracting(one -> Schedules.toMap(one).get("type"))
                .containsExactlyElementsOf(Schedules.names());
    }

    @ParameterizedTest
    @MethodSource("oneOfEachKind")
    void everyKindRoundTripsThroughTextJsonAndMap(Schedule schedule) {
        assertThat(Schedules.parse(Schedules.toText(schedule))).isEqualTo(schedule);
        assertThat(Schedules.parse(Schedules.toJson(schedule))).isEqualTo(schedule);
        assertThat(Schedules.of(Schedules.toMap(schedule))).isEqualTo(schedule);
    }

    @ParameterizedTest
    @MethodSource("joyul.rate.ParityTest#kindsOfPytorch")
    void whatWasReadFromPytorchCodeRoundTrips(String scheduler) {
        Fixture.of(scheduler).forEach(fixture -> everyKindRoundTripsThroughTextJsonAndMap(fixture.schedule()));
    }

    @Test
    void theShortTextJsonAndMapAreTheDocumentedOnes() {
        Schedule schedule = new StepLR(30);

        assertThat(Schedules.toText(schedule)).isEqualTo("StepLR(step_size=30, gamma=0.1)");
        assertThat(Schedules.toJson(schedule)).isEqualTo("{\"type\":\"StepLR\",\"step_size\":30,\"gamma\":0.1}");
        assertThat(Schedules.toMap(schedule))
                .containsExactly(Map.entry("type", "StepLR"), Map.entry("step_size", 30L), Map.entry("gamma", 0.1));
        assertThat(Schedules.toText(new ConstantRate())).isEqualTo("constant");
    }

    @Test
    void aNestedScheduleIsANestedMap() {
        Schedule schedule = new CosineAnnealingLR(100).after(Warmup.linear(500).startFactor(0));
        Map<String, Object> cosine = Map.of("type", "CosineAnnealingLR", "T_max", 100);
        Map<String, Object> warmup = Map.of("type", "Warmup", "steps", 500, "start_factor", 0.0, "then", cosine);

        assertThat(Schedules.of(warmup)).isEqualTo(schedule);
        assertThat(Schedules.toText(schedule))
                .isEqualTo("Warmup(steps=500, start_factor=0.0, then=CosineAnnealingLR(T_max=100, eta_min=0.0))");
        assertThat(Schedules.parse("Warmup(500, 0, CosineAnnealingLR(100))")).isEqualTo(schedule);
    }

    static Stream<String> stepLRs() {
        return Stream.of(
                "StepLR(30, 0.5)",
                "StepLR(optimizer, 30, 0.5)",
                "StepLR(optimizer, 30, 0.5, -1)",
                "StepLR(optimizer, 30, 0.5, last_epoch=-1, verbose=True)",
                "  StepLR ( optimizer , step_size = 30 , gamma = 5e-1 , ) ",
                "StepLR(gamma=.5, step_size=30, optimizer=optimizer)",
                "torch.optim.lr_scheduler.StepLR(optimizer, step_size=30, gamma=0.5)",
                "optim.lr_scheduler.StepLR(self.optimizer, 30, gamma=1/2)",
                "scheduler = lr_scheduler.StepLR(optimizers['a'][0], 30, 0.5)  # every 30 epochs",
                "self.scheduler = StepLR(torch.optim.SGD(model.parameters(), lr=0.1), 30, gamma=0.5)",
                "sched = StepLR(\n    optimizer,  # the first\n    step_size=3_0,\n    gamma=0.5,\n)\n",
                "StepLR(optimizer=optim.SGD(m.parameters(), lr=.1), step_size=3 * 10, gamma=2 ** -1)",
                "{\"type\":\"StepLR\",\"step_size\":30,\"gamma\":0.5}",
                " {\"gamma\": 0.5, \"step_size\": 30.0, \"type\": \"StepLR\", \"last_epoch\": -1}\n");
    }

    @ParameterizedTest
    @MethodSource("stepLRs")
    void aScheduleIsReadFromShortTextFromJsonAndFromPytorchCode(String text) {
        assertThat(Schedules.parse(text)).isEqualTo(new StepLR(30, 0.5));
    }

    @Test
    void listsTuplesNoneAndTextsAreRead() {
        assertThat(Schedules.parse("MultiStepLR(optimizer, (30, 80,), 0.1)")).isEqualTo(new MultiStepLR(30, 80));
        assertThat(Schedules.parse("MultiStepLR(optimizer, [])")).isEqualTo(new MultiStepLR());
        assertThat(Schedules.parse("OneCycleLR(optimizer, 0.1, total_steps=None)"))
                .isEqualTo(new OneCycleLR().maxLr(0.1));
        assertThat(Schedules.parse("ReduceLROnPlateau(optimizer, \"max\")"))
                .isEqualTo(new ReduceLROnPlateau().mode(ReduceLROnPlateau.Mode.MAX));
        assertThat(Schedules.parse("LambdaLR(optimizer, lambda e: 0.5 ** (e // 30))"))
                .isEqualTo(LambdaLR.of("lambda e: 0.5 ** (e // 30)"));
        assertThat(Schedules.parse("LambdaLR(optimizer, '0.5 ** epoch')")).isEqualTo(LambdaLR.of("0.5 ** epoch"));
        assertThat(Schedules.parse("ExponentialLR(math.exp(-1))")).isEqualTo(new ExponentialLR(StrictMath.exp(-1)));
        assertThat(Schedules.parse("constant()")).isEqualTo(new ConstantRate());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            StpLR(30)                           | unknown schedule 'StpLR'; did you mean 'StepLR'? known: constant, La
            NoamLR(optimizer)                   | unknown schedule 'NoamLR'; known: constant, LambdaLR
            Warmup(5, then=StpLR(30))           | unknown schedule 'StpLR'; did you mean 'StepLR'?
            StepLR(step_sise=30)                | unknown parameter of StepLR 'step_sise'; did you mean 'step_size'? known: step_size, gamma
            StepLR()                            | StepLR needs step_size
            StepLR(30, gamma=-1)                | gamma must be positive and finite, but was -1
            StepLR(2.5)                         | step_size must be a whole number, but was 2.5
            StepLR('a')                         | step_size must be a number of steps, a share of the run such as '5%', or a length such as '30ep', '2000st' or '50000ex', but was 'a'
            StepLR([1])                         | step_size must be a number, but was '[1]'
            StepLR(30, 0.1, -1, False, 5)       | column 28 of the schedule: StepLR takes at most 4 values by position
            StepLR(30, 0.1, 5)                  | last_epoch has no effect here, so for StepLR it must be -1, but was 5; leave it out
            StepLR(30, step_size=3)             | column 12 of the schedule: step_size is given twice
            StepLR(step_size=3, 4)              | column 21 of the schedule: a value without a name cannot follow
            StepLR(optimizer, STEP)             | column 19 of the schedule: unknown name 'STEP'; write the value itself
            StepLR(optimizer, len(loader))      | column 19 of the schedule: len(loader) is not known here; write the number of steps in its place, a length such as '10ep', or leave out
            OneCycleLR(total_steps=9 * len(a))  | column 28 of the schedule: len(a) is not known here; write the number of steps in its place
            MultiStepLR([len(loader) * 2, 5])   | column 14 of the schedule: len(loader) is not known here; write the number of steps
            LambdaLR(lambda s: s / len(a.b(1))) | column 24 of the schedule: len(a.b(1)) is not known here; write the number of steps in its place
            StepLR(optimizer, len(loader        | column 19 of the schedule: len(loader is not known here
            StepLR(optimizer, 1 / 0)            | column 19 of the schedule: the value divides by zero
            StepLR(optimizer, 30                | column 21 of the schedule: expected ',', but found the end
            StepLR(optimizer                    | column 17 of the schedule: expected ')', but found the end
            StepLR(30))                         | column 11 of the schedule: expected the end, but found ')'
            StepLR(30) scheduler.step()         | column 12 of the schedule: expected the end, but found 'scheduler'
            StepLR(30; 0.1)                     | column 10 of the schedule: cannot read ';'
            0.1                                 | column 1 of the schedule: expected the name of a schedule, but found '0.1'
            MultiStepLR(30)                     | milestones must be a list of whole numbers such as [30, 80], but was '30'
            MultiStepLR([30, 0.5])              | each of milestones must be a whole number, but was 0.5
            ReduceLROnPlateau(mode='least')     | mode must be max or min, but was 'least'
            OneCycleLR(three_phase=1)           | three_phase must be true or false, but was '1'
            OneCycleLR(pct_start=1.5)           | pct_start must be in [0, 1], but was 1.5
            CosineAnnealingLR('5')              | T_max must be a number of steps, a share of the run such as '5%', or a length such as '30ep', '2000st' or '50000ex', but was '5'
            CosineAnnealingLR('x%')             | T_max must be a number of steps, a share of the run such as '5%', or a length such as '30ep', '2000st' or '50000ex', but was 'x%'
            Warmup('120%', then=constant)       | steps in percent of the run must be in (0, 100], but was 120
            Warmup(-5, then=constant)           | steps must be 0 or more, but was -5
            Warmup(5, then=3)                   | then must be a schedule, but was '3'
            Warmup(5)                           | Warmup needs then
            LambdaLR(lr_lambda=decay)           | column 20 of the schedule: unknown name 'decay'; write the value itself
            LambdaLR(lr_lambda=lambda e: e @ 2) | column 32 of the schedule: cannot read '@'
            LambdaLR(lr_lambda='0.95 ** x')     | column 9 of lr_lambda: unknown name 'x'; the variable is 'epoch'
            {"step_size":30}                    | a schedule needs a type, one of constant, LambdaLR
            {"type":"StepLR","step_size":}      | the schedule is not valid JSON at column
            {type: StepLR}                      | the schedule is not valid JSON at column
            {"type":"StepLR"} x                 | the schedule is not valid JSON at column
            """)
    void aMistakeIsNamedInOneLine(String text, String message) {
        assertThatThrownBy(() -> Schedules.parse(text))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(message)
                .message()
                .doesNotContain("\n");
    }

    @Test
    void aMistakeInALongerTextIsNamedByLineAndColumn() {
        assertThatThrownBy(() -> Schedules.parse("StepLR(\n    optimizer,\n    step_size=n)"))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("line 3, column 15 of the schedule: unknown name 'n'");
    }

    @Test
    void aScheduleWrittenByAUserInJavaIsRefusedOnWriting() {
        Schedule own = (base, step, readings) -> base / (1 + step);

        assertThatThrownBy(() -> Schedules.toMap(own.after(Warmup.linear(3))))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("a schedule made in Java code");
    }

    @Test
    void aNullInAMapCountsAsOmittedAndAnUnknownKeyIsNamedEvenWithoutAValue() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("type", "StepLR");
        map.put("step_size", 30);
        map.put("gamma", null);

        assertThat(Schedules.of(map)).isEqualTo(new StepLR(30));
        map.put("gama", null);
        assertThatThrownBy(() -> Schedules.of(map)).isInstanceOf(InputException.class);
    }

    @Test
    void nestingEndsWithoutExhaustingTheStack() {
        assertThatThrownBy(() -> Schedules.parse("Warmup(1, then=".repeat(600) + "constant" + ")".repeat(600)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("nest at most 64 brackets");
        assertThatThrownBy(() -> Schedules.parse("Warmup(1, then=".repeat(30) + "constant" + ")".repeat(30)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("nested at most 20 levels deep");
    }

    @Test
    void hostileTextsAreRefusedInOneLineAtOnce() {
        StringBuilder doubled = new StringBuilder("a = StepLR(optimizer, 1)");
        StringBuilder lists = new StringBuilder("a = [1, 1]");
        StringBuilder branches = new StringBuilder("def f(e):");
        StringBuilder sums = new StringBuilder("def f(e):\n    a = e");
        for (int i = 0; i < 40; i++) {
            doubled.append("\na = ChainedScheduler([a, a])");
            lists.append("\na = [a, a]");
            branches.append("\n    if e > 1:\n        x = e");
            sums.append("\n    a = a + a");
        }
        for (String text : List.of(
                doubled.toString(),
                lists + "\nb = MultiStepLR(opt, a)",
                branches + "\n    return x\nb = LambdaLR(opt, f)",
                sums + "\n    return a\nb = LambdaLR(opt, f)",
                "{\"type\":\"WSD\",\"decay\":\"" + " ".repeat(9_000) + "x\"}",
                "WSD(decay='" + "1e".repeat(4_000) + " ep')",
                "MultiStepLR(" + "[".repeat(9_000),
                "{\"type\":\"Warmup\",\"steps\":1,\"then\":".repeat(200) + "3" + "}".repeat(200),
                "{\"a\":" + "9".repeat(1_001) + "}",
                "{\"type\":\"TanhLR\",\"up" + "-".repeat(3_000) + "\":1}",
                "StepLR(optimizer, " + "x".repeat(9_000) + ")",
                "StepLR('" + "y\u001b".repeat(4_000) + "')",
                "StepLR(10 ** 400)",
                "x".repeat(300_000))) {
            assertThatThrownBy(() -> Schedules.parse(text))
                    .isInstanceOf(InputException.class)
                    .message()
                    .hasSizeLessThan(600)
                    .doesNotContain("\n", "\u001b");
        }
    }

    @Test
    void aWarmRestartWhoseCycleIsTooLongToCountLastsForGood() {
        Schedule schedule = Schedules.parse("CosineAnnealingWarmRestarts(T_0=32768, T_mult=562949953421312)");

        assertThat(schedule.rate(0.1, 32_768 + 5, Readings.none())).isEqualTo(0.1);
        assertThat(schedule.rate(0.1, Long.MAX_VALUE - 1, Readings.none())).isBetween(0.0, 0.1);
    }

    @Test
    void aRateThatFollowsFromTheStepBeforeIsRefusedTooFarAhead() {
        Schedule schedule = Schedules.parse("MultiplicativeLR(lambda e: 1)");

        assertThatThrownBy(() -> schedule.rate(0.1, 1_000_000_000_000_000_000L, Readings.none()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("at most 100000000 steps on");
    }

    @Test
    void garbageNeverFailsInAnyOtherWay() {
        long seed = 11;
        Random random = new Random(seed);
        String[] parts = {
            "StepLR",
            "Warmup",
            "LambdaLR",
            "constant",
            "(",
            ")",
            ",",
            "=",
            "step_size",
            "then",
            "optimizer",
            "30",
            "0.1",
            "lambda",
            ":",
            "[",
            "]",
            "'",
            "\"",
            "{",
            "}",
            "\"type\"",
            "None",
            "True",
            ".",
            "#",
            "\n",
            "-",
            "5%",
            "é",
            "\\"
        };
        for (int i = 0; i < 5_000; i++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "StepLR(" : "");
            for (int n = random.nextInt(14); n >= 0; n--) {
                text.append(parts[random.nextInt(parts.length)]).append(random.nextBoolean() ? " " : "");
            }
            try {
                Schedule schedule = Schedules.parse(text.toString());
                assertThat(Schedules.parse(Schedules.toText(schedule))).isEqualTo(schedule);
            } catch (InputException refused) {
                assertThat(refused.getMessage())
                        .as("seed %s, case %s: %s", seed, i, text)
                        .doesNotContain("\n");
            }
        }
    }
}
