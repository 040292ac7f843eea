package joyul.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RuleTrialsTest {
    private static final List<Long> SEEDS = List.of(1L, 2L, 3L);
    private static final int DIM = 19;
    private static final int NOISE_SCALE = DIM + 1;

    private static RuleVerdict tested(TransferRule rule, int from, int to, int steps, long study) {
        Transfer transfer = rule.between(from, to);
        return new RuleTrials(new NoiselessTargets(DIM, transfer, steps, study), SEEDS).test(transfer);
    }

    private static TransferRule linear() {
        return TransferRule.linear(OptimizerFamily.SGD);
    }

    @Test
    void linearHoldsAtATenthOfTheNoiseScale() {
        long right = LongStream.range(0, 10)
                .filter(study -> tested(linear(), NOISE_SCALE / 10, NOISE_SCALE / 5, 64, study)
                        .holds())
                .count();
        assertThat(right).isGreaterThanOrEqualTo(9);
    }

    @Test
    void linearIsBrokenAtTenTimesTheNoiseScale() {
        long right = LongStream.range(0, 10)
                .filter(study -> {
                    RuleVerdict verdict = tested(linear(), 10 * NOISE_SCALE, 20 * NOISE_SCALE, 16, study);
                    return !verdict.holds() && verdict.isPastTheCriticalBatch();
                })
                .count();
        assertThat(right).isGreaterThanOrEqualTo(9);
    }

    @Test
    void theNoiseScaleRuleHoldsOnBothSides() {
        TransferRule rule = TransferRule.noiseScale(OptimizerFamily.SGD, NOISE_SCALE);
        assertThat(tested(rule, NOISE_SCALE / 10, NOISE_SCALE / 5, 64, 1).holds())
                .isTrue();
        assertThat(tested(rule, 10 * NOISE_SCALE, 20 * NOISE_SCALE, 16, 1).holds())
                .isTrue();
    }

    @Test
    void aBrokenRuleIsToldHowFarItHolds() {
        RuleVerdict verdict = tested(linear(), 2, 64, 256, 1);
        assertThat(verdict.holds()).isFalse();
        assertThat(verdict.limit())
                .hasValueSatisfying(limit -> assertThat(limit).isIn(4, 8, 16));
    }

    @Test
    void aRateThatIsMistunedIsNotHeldAgainstTheRule() {
        Transfer transfer = linear().between(2, 4);
        NoiselessTargets quadratic = new NoiselessTargets(DIM, transfer, 64, 1);
        RuleVerdict verdict = new RuleTrials((batch, factor, seed) -> quadratic.losses(batch, factor / 4, seed), SEEDS)
                .test(transfer);
        assertThat(verdict.wasMistuned()).isTrue();
        assertThat(verdict.tuned()).isIn(2.0, 4.0);
        assertThat(verdict.holds()).isTrue();
    }

    /** Science of the rule itself: one step at B = 10 B_noise from lr_opt, K = 2. */
    @Test
    void linearKeepsSeventeenPercentOfTheGainPastTheNoiseScaleAndEquationTwoSixAll() {
        double before = NoiselessTargets.bestRate(DIM, 10 * NOISE_SCALE);
        double best = gain(NoiselessTargets.bestRate(DIM, 20 * NOISE_SCALE), 20);
        double linear = gain(linear().between(200, 400).rateRatio() * before, 20);
        double noise = gain(
                TransferRule.noiseScale(OptimizerFamily.SGD, NOISE_SCALE)
                                .between(200, 400)
                                .rateRatio()
                        * before,
                20);
        assertThat(linear / best).isCloseTo(0.174, within(0.001));
        assertThat(noise / best).isCloseTo(1, within(1e-12));
    }

    /** The expected gain of a step on a quadratic with Hessian I and |G| = 1: lr - lr² (1 + B_noise / B) / 2. */
    private static double gain(double rate, double batchOverNoise) {
        return rate - rate * rate * (1 + 1 / batchOverNoise) / 2;
    }

    @Test
    void howFarARateGetsIsReadOffTheBestRun() {
        RateScan scan = new RateScan(
                8,
                new TreeMap<>(java.util.Map.of(
                        1.0, new double[] {4, 2, 1},
                        2.0, new double[] {4, 3.5, 3},
                        4.0, new double[] {4, 5, Double.POSITIVE_INFINITY})));
        assertThat(scan.best()).isEqualTo(1);
        assertThat(scan.kept(1)).isEqualTo(1);
        assertThat(scan.kept(2)).as("the best had loss 3 half way to 2").isEqualTo(0.25);
        assertThat(scan.kept(4)).isZero();
        assertThat(scan.bestIsAtTheEdge()).isTrue();
    }
}
