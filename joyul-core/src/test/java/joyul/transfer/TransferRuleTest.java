package joyul.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import joyul.check.InputException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TransferRuleTest {
    @Test
    void linearIsGoyalsFromTheReferenceOf256To8192() {
        Transfer transfer = TransferRule.linear(OptimizerFamily.SGD).between(256, 8192);
        assertThat(transfer.move(Quantity.LEARNING_RATE, 0.1)).isCloseTo(3.2, within(1e-12));
        assertThat(transfer.move(Quantity.MOMENTUM, 0.9)).isEqualTo(0.9);
        assertThat(transfer.move(Quantity.WEIGHT_DECAY, 1e-4)).isEqualTo(1e-4);
        assertThat(transfer.move(Quantity.STEPS, 5 * 5004)).isCloseTo(5 * 5004 / 32.0, within(1e-9));
    }

    @Test
    void squareRootIsMalladisForAdam() {
        Transfer transfer = TransferRule.squareRoot(OptimizerFamily.ADAMW).between(64, 256);
        assertThat(transfer.move(Quantity.LEARNING_RATE, 1e-3)).isCloseTo(2e-3, within(1e-15));
        assertThat(transfer.move(Quantity.BETA1, 0.9)).isCloseTo(0.6, within(1e-12));
        assertThat(transfer.move(Quantity.BETA2, 0.999)).isCloseTo(0.996, within(1e-12));
        assertThat(transfer.move(Quantity.EPS, 1e-8)).isCloseTo(5e-9, within(1e-20));
        assertThat(transfer.move(Quantity.WEIGHT_DECAY, 0.01)).isCloseTo(0.02, within(1e-15));
    }

    @Test
    void averagesCoverAsManyExamples() {
        TransferRule rule = TransferRule.linear(OptimizerFamily.SGD);
        assertThat(rule.between(32, 128).move(Quantity.NEWEST_WEIGHT, 0.1)).isCloseTo(0.3439, within(1e-12));
        assertThat(rule.between(128, 32).move(Quantity.NEWEST_WEIGHT, 0.1)).isCloseTo(0.0260, within(5e-5));
        assertThat(rule.between(32, 128).move(Quantity.AVERAGE_DECAY, 0.999)).isCloseTo(0.996006, within(1e-6));
    }

    @Test
    void noiseScaleIsLinearFarBelowItAndConstantFarAbove() {
        assertThat(TransferRule.noiseScale(OptimizerFamily.SGD, 1e9)
                        .between(32, 128)
                        .rateRatio())
                .isCloseTo(4, within(1e-5));
        assertThat(TransferRule.noiseScale(OptimizerFamily.SGD, 0.01)
                        .between(32, 128)
                        .rateRatio())
                .isCloseTo(1, within(1e-3));
        assertThat(TransferRule.noiseScale(OptimizerFamily.SGD, 100)
                        .between(100, 300)
                        .rateRatio())
                .as("(1 + 1) / (1 + 1/3)")
                .isCloseTo(1.5, within(1e-12));
        assertThat(TransferRule.noiseScale(OptimizerFamily.ADAM, 1e9)
                        .between(32, 128)
                        .rateRatio())
                .as("meets the square root rule")
                .isCloseTo(2, within(1e-5));
    }

    @Test
    void squareRootIsRefusedWhereAFirstMomentWouldBeNone() {
        Transfer tenfold = TransferRule.squareRoot(OptimizerFamily.ADAM).between(10, 100);
        assertThatThrownBy(() -> tenfold.move(Quantity.BETA1, 0.9))
                .isInstanceOf(InputException.class)
                .hasMessage("K (1 - beta) must be below 1 by the square root rule, but is 10 x (1 - 0.9) = 1; take a"
                        + " smaller step, or the rule noise_scale or measured");
        assertThat(TransferRule.squareRoot(OptimizerFamily.ADAM).between(10, 90).move(Quantity.BETA1, 0.9))
                .isCloseTo(0.1, within(1e-12));
    }

    @Test
    void noneKeepsAllButWhatIsCountedInSteps() {
        Transfer transfer = TransferRule.none().between(32, 128);
        for (Quantity kept : List.of(
                Quantity.LEARNING_RATE, Quantity.MOMENTUM, Quantity.BETA1, Quantity.EPS, Quantity.WEIGHT_DECAY)) {
            assertThat(transfer.move(kept, 0.3)).as(kept.code()).isEqualTo(0.3);
        }
        assertThat(transfer.move(Quantity.STEPS, 100)).isEqualTo(25);
        assertThat(transfer.move(Quantity.NEWEST_WEIGHT, 0.1)).isCloseTo(0.3439, within(1e-12));
    }

    @Test
    void aMeasuredRatioIsKeptAsAPowerOfK() {
        TransferRule rule = TransferRule.measured(OptimizerFamily.SGD, 4, 3);
        assertThat(rule.between(32, 128).rateRatio()).isCloseTo(3, within(1e-12));
        assertThat(rule.between(128, 32).rateRatio()).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(rule.between(32, 512).rateRatio()).isCloseTo(9, within(1e-12));
    }

    @Test
    void goingToAnotherBatchAndBackRestoresEveryValue() {
        for (long seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            OptimizerFamily family = List.of(OptimizerFamily.values()).get(random.nextInt(3));
            int from = random.nextInt(1, 4096);
            int to = random.nextInt(Math.max(1, from / 64), 64 * from + 1);
            double k = (double) to / from;
            List<TransferRule> rules = List.of(
                    TransferRule.linear(family),
                    TransferRule.squareRoot(family),
                    TransferRule.noiseScale(family, Math.exp(random.nextDouble(0, 12))),
                    TransferRule.none(),
                    TransferRule.measured(family, k == 1 ? 2 : k, Math.exp(random.nextDouble(-3, 3))));
            TransferRule rule = rules.get(random.nextInt(rules.size()));
            Transfer there = rule.between(from, to);
            for (Quantity quantity : Quantity.values()) {
                double value = someValue(quantity, k, random);
                double back = there.back().move(quantity, there.move(quantity, value));
                assertThat(back)
                        .as("%s by %s from %d to %d, seed %d", quantity, rule.name(), from, to, seed)
                        .isCloseTo(value, within(1e-12 * Math.max(1, Math.abs(value))));
            }
        }
    }

    /** A value as runs have it, that the rule can carry: below K = 64 no average forgets all but 1e-4 at a step. */
    private static double someValue(Quantity quantity, double k, SplittableRandom random) {
        return switch (quantity) {
            case BETA1, BETA2 -> 1 - random.nextDouble(1e-4, 0.99) / Math.max(1, k);
            case MOMENTUM -> random.nextDouble(0, 0.99);
            case NEWEST_WEIGHT -> -Math.expm1(-random.nextDouble(1e-3, 9) / Math.max(1, k));
            case AVERAGE_DECAY -> Math.exp(-random.nextDouble(1e-3, 9) / Math.max(1, k));
            case STEPS -> random.nextInt(0, 100_000);
            default -> Math.exp(random.nextDouble(-18, 2));
        };
    }

    @Test
    void autoTakesTheRuleOfTheOptimizerAndTheNoise() {
        assertThat(auto(OptimizerFamily.SGD, 64, 256, null)).isEqualTo("linear");
        assertThat(auto(OptimizerFamily.SGD, 64, 256, 100.0)).isEqualTo("noise_scale");
        assertThat(auto(OptimizerFamily.ADAM, 64, 256, null)).isEqualTo("square_root");
        assertThat(auto(OptimizerFamily.ADAMW, 64, 256, 1000.0)).isEqualTo("square_root");
        assertThat(auto(OptimizerFamily.ADAMW, 64, 256, 100.0)).isEqualTo("noise_scale");
    }

    private static String auto(OptimizerFamily family, int from, int to, @Nullable Double noise) {
        return RuleChoice.auto(family, from, to, Optional.ofNullable(noise))
                .rule()
                .name();
    }

    @Test
    void anUnknownRuleIsNamedWithTheNearest() {
        assertThatThrownBy(() -> TransferRule.named("linaer", OptimizerFamily.SGD))
                .hasMessageContaining("unknown rule 'linaer'; did you mean 'linear'?");
        assertThatThrownBy(() -> TransferRule.named("noise_scale", OptimizerFamily.SGD))
                .hasMessageContaining("give it by noiseScale(EXAMPLES)");
    }
}
