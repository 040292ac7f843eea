package joyul.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import joyul.check.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Schedules of other libraries against the formulas in their sources, at a base rate of 0.2. */
class OtherLibrariesTest {
    private static final double BASE = 0.2;

    static Stream<Arguments> formulas() {
        String steps = "optimizer, num_warmup_steps=10, num_training_steps=50";
        return Stream.of(
                formula("get_constant_schedule(optimizer)", t -> 1),
                formula("get_constant_schedule_with_warmup(optimizer, 10)", t -> Math.min(1, t / 10)),
                formula(
                        "get_linear_schedule_with_warmup(" + steps + ")",
                        t -> t < 10 ? t / 10 : Math.max(0, (50 - t) / 40)),
                formula(
                        "get_cosine_schedule_with_warmup(" + steps + ")",
                        t -> t < 10 ? t / 10 : Math.max(0, 0.5 * (1 + Math.cos(Math.PI * 0.5 * 2 * (t - 10) / 40)))),
                formula(
                        "get_cosine_schedule_with_warmup(" + steps + ", num_cycles=1.5)",
                        t -> t < 10 ? t / 10 : Math.max(0, 0.5 * (1 + Math.cos(Math.PI * 1.5 * 2 * (t - 10) / 40)))),
                formula(
                        "get_cosine_with_hard_restarts_schedule_with_warmup(" + steps + ", num_cycles=3)",
                        t -> t < 10 ? t / 10 : t >= 50 ? 0 : 0.5 * (1 + Math.cos(Math.PI * ((3 * (t - 10) / 40) % 1)))),
                formula(
                        "get_polynomial_decay_schedule_with_warmup(" + steps + ", lr_end=0.02, power=2)",
                        t -> t < 10 ? t / 10 : t > 50 ? 0.1 : (0.18 * Math.pow(1 - (t - 10) / 40, 2) + 0.02) / 0.2),
                formula(
                        "get_inverse_sqrt_schedule(optimizer, num_warmup_steps=10)",
                        t -> t < 10 ? t / 10 : 1 / Math.sqrt(t / 10)),
                formula(
                        "get_scheduler('linear', optimizer=optimizer, num_warmup_steps=0, num_training_steps=50)",
                        t -> Math.max(0, (50 - t) / 50)),
                formula(
                        "CosineLRScheduler(optimizer, t_initial=40, lr_min=0.002, warmup_t=5, warmup_lr_init=0.001)",
                        t -> t < 5
                                ? (0.001 + t * (0.2 - 0.001) / 5) / 0.2
                                : t < 40 ? (0.002 + 0.5 * 0.198 * (1 + Math.cos(Math.PI * t / 40))) / 0.2 : 0.01),
                formula(
                        "timm.scheduler.CosineLRScheduler(optimizer, 40, warmup_t=5, warmup_prefix=True)",
                        t -> t < 5 ? t / 5 : t - 5 < 40 ? 0.5 * (1 + Math.cos(Math.PI * (t - 5) / 40)) : 0),
                formula(
                        "StepLRScheduler(optimizer, decay_t=15, decay_rate=0.1, warmup_t=4)",
                        t -> t < 4 ? t / 4 : Math.pow(0.1, Math.floor((t - 4) / 15))),
                formula(
                        "MultiStepLRScheduler(optimizer, decay_t=[15, 30], decay_rate=0.1)",
                        t -> t < 15 ? 1 : t < 30 ? 0.1 : 0.01),
                formula("keras.optimizers.schedules.ExponentialDecay(0.2, 10, 0.5)", t -> Math.pow(0.5, t / 10)),
                formula(
                        "ExponentialDecay(0.2, decay_steps=10, decay_rate=0.5, staircase=True)",
                        t -> Math.pow(0.5, Math.floor(t / 10))),
                formula("InverseTimeDecay(0.2, 10, 0.5)", t -> 1 / (1 + 0.5 * t / 10)),
                formula(
                        "PolynomialDecay(0.2, 40, end_learning_rate=0.01, power=2)",
                        t -> (0.19 * Math.pow(1 - Math.min(t, 40) / 40, 2) + 0.01) / 0.2),
                formula(
                        "CosineDecay(initial_learning_rate=0.2, decay_steps=40, alpha=0.1)",
                        t -> 0.9 * 0.5 * (1 + Math.cos(Math.PI * Math.min(t, 40) / 40)) + 0.1),
                formula(
                        "CosineDecay(0.0, 40, warmup_target=0.2, warmup_steps=10)",
                        t -> t < 10 ? t / 10 : 0.5 * (1 + Math.cos(Math.PI * Math.min(t - 10, 40) / 40))),
                formula("PiecewiseConstantDecay([10, 20], [0.2, 0.1, 0.05])", t -> t <= 10 ? 1 : t <= 20 ? 0.5 : 0.25));
    }

    private static Arguments formula(String text, DoubleUnaryOperator factor) {
        return Arguments.of(text, factor);
    }

    @ParameterizedTest
    @MethodSource("formulas")
    void theEqualGivesTheRatesOfTheSource(String text, DoubleUnaryOperator factor) {
        Pasted pasted = Schedules.paste(text, BASE, null);
        Schedule again = Schedules.parse(Schedules.toText(pasted.schedule()));

        for (int step = 0; step < 60; step++) {
            double wanted = BASE * factor.applyAsDouble(step);
            assertThat(pasted.schedule().rate(BASE, step, Readings.none()))
                    .as("%s at step %s", text, step)
                    .isCloseTo(wanted, within(1e-15));
            assertThat(again.rate(BASE, step, Readings.none())).isCloseTo(wanted, within(1e-15));
        }
        assertThat(pasted.notes()).singleElement().asString().contains(" is ");
    }

    static List<JsonNode> timm() {
        return Fixture.lines("timm.jsonl");
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("timm")
    void cyclesDecayAndKDecayAreThoseOfTimm(JsonNode run) {
        String code = run.get("code").asString();
        double base = run.get("base").asDouble();
        Schedule schedule = Schedules.paste(code, base, null).schedule();
        Schedule again = Schedules.parse(Schedules.toText(schedule));

        JsonNode rates = run.get("rates");
        for (int step = 0; step < rates.size(); step++) {
            assertThat(schedule.rate(base, step, Readings.none()))
                    .as("%s at step %s: %s", code, step, Schedules.toText(schedule))
                    .isCloseTo(rates.get(step).asDouble(), within(1e-14));
            assertThat(again.rate(base, step, Readings.none())).isEqualTo(schedule.rate(base, step, Readings.none()));
        }
    }

    /** timm takes a logarithm of a negative number there. */
    @Test
    void behindTheLastOfEverShorterCyclesTheRateIsTheLowest() {
        Schedule schedule = Schedules.paste(
                        "CosineLRScheduler(optimizer, 7, cycle_mul=0.3, cycle_limit=100, lr_min=0.002)", BASE, null)
                .schedule();
        for (int step = 10; step < 40; step++) {
            assertThat(schedule.rate(BASE, step, Readings.none())).isCloseTo(0.002, within(1e-15));
        }
    }

    @Test
    void theLengthIsThatOfAllCycles() {
        assertThat(Schedules.paste("CosineLRScheduler(optimizer, 10, cycle_limit=3)", BASE, null)
                        .length())
                .isEqualTo(30);
        assertThat(Schedules.paste("CosineLRScheduler(optimizer, 10, warmup_t=5, warmup_prefix=True)", BASE, null)
                        .length())
                .isEqualTo(15);
        assertThat(Schedules.paste("CosineLRScheduler(optimizer, 10, cycle_mul=2, cycle_limit=3)", BASE, null)
                        .length())
                .isEqualTo(70);
        assertThat(Schedules.paste("CosineLRScheduler(optimizer, 10, cycle_mul=2, cycle_limit=9999)", BASE, null)
                        .length())
                .isNull();
    }

    @Test
    void theUnitAndTheLengthAreTheLibrarys() {
        Pasted cosine = Schedules.paste("get_cosine_schedule_with_warmup(optimizer, 100, 1000)", null, null);
        assertThat(cosine.schedule()).isEqualTo(Schedules.parse("Warmup(100, 0, CosineAnnealingLR(T_max=900))"));
        assertThat(cosine.unit()).isEqualTo(Length.Unit.ST);
        assertThat(cosine.length()).isEqualTo(1000);
        assertThat(Schedules.paste("CosineLRScheduler(optimizer, t_initial=100)", null, null))
                .extracting(Pasted::unit, Pasted::length)
                .containsExactly(Length.Unit.EP, 100L);
        assertThat(Schedules.paste("ExponentialDecay(0.05, 100, 0.9)", null, null)
                        .rate())
                .isEqualTo(0.05);
    }

    /** Keras counts patience up to and PyTorch beyond; with the losses written out, by Keras's loop. */
    @Test
    void kerasPlateauIsReducedWhereKerasReducesIt() {
        double[] losses = {1, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.85, 0.85, 0.85, 0.85, 0.85, 0.85, 0.85, 0.85};
        for (int patience = 0; patience < 4; patience++) {
            for (int cooldown = 0; cooldown < 4; cooldown++) {
                Schedule schedule = Schedules.parse("ReduceLROnPlateau(monitor='val_loss', factor=0.2, patience="
                        + patience + ", min_lr=0.001, cooldown=" + cooldown + ")");
                double rate = 1;
                double best = Double.POSITIVE_INFINITY;
                int wait = 0;
                int cooling = 0;
                for (int epoch = 0; epoch < losses.length; epoch++) {
                    assertThat(schedule.rate(1, epoch, Readings.of(losses)))
                            .as("patience %s, cooldown %s, epoch %s", patience, cooldown, epoch)
                            .isCloseTo(rate, within(1e-15));
                    if (cooling > 0) {
                        cooling--;
                        wait = 0;
                    }
                    if (losses[epoch] < best - 1e-4) {
                        best = losses[epoch];
                        wait = 0;
                    } else if (cooling == 0 && ++wait >= patience && rate > 0.001) {
                        rate = Math.max(rate * 0.2, 0.001);
                        cooling = cooldown;
                        wait = 0;
                    }
                }
            }
        }
    }

    @Test
    void whatHasNoEqualOrNeedsTheRateSaysSo() {
        assertThatThrownBy(() -> Schedules.parse("CosineLRScheduler(optimizer, 100, noise_range_t=[2, 5])"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("CosineLRScheduler with noise_range_t=[2, 5] has no equal here");
        assertThatThrownBy(() -> Schedules.parse("CosineLRScheduler(optimizer, 100, cycle_mul=-2)"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("cycle_mul must be positive and finite, but was -2");
        assertThatThrownBy(() -> Schedules.parse("CosineLRScheduler(optimizer, 100, lr_min=1e-5)"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("depends on the optimizer's rate by lr_min");
        assertThatThrownBy(() -> Schedules.parse("get_scheduler('wavy', optimizer)"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("get_scheduler must name one of constant, ");
        assertThat(Schedules.paste("opt = AdamW(p, lr=0.1)\nCosineLRScheduler(opt, 100, lr_min=0.01)", null, null)
                        .schedule()
                        .rate(0.1, 100, Readings.none()))
                .isEqualTo(0.01);
    }
}
