package joyul.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import joyul.check.InputException;
import org.junit.jupiter.api.Test;

class NoiseScaleTest {
    private static final NoiseSample LOW = new NoiseSample(4, 2);
    private static final NoiseSample HIGH = new NoiseSample(1, 8);

    @Test
    void theIntervalCoversTheTruthAboutAsOftenAsItSays() {
        int covered = 0;
        for (int seed = 0; seed < 200; seed++) {
            KnownNoise quadratic = new KnownNoise(seed);
            NoiseScale scale = NoiseScale.of(
                    IntStream.range(0, 100).mapToObj(i -> quadratic.sample()).toList());
            covered += scale.low() <= KnownNoise.NOISE_SCALE && KnownNoise.NOISE_SCALE <= scale.high() ? 1 : 0;
        }
        // 95 % nominally; a percentile interval of 100 skewed ratios covers a little less.
        assertThat(covered).isBetween(178, 198);
    }

    @Test
    void averagesAreTakenBeforeTheRatio() {
        NoiseScale plain = NoiseScale.of(List.of(LOW, HIGH));
        assertThat(plain.value()).isEqualTo(10.0 / 5);
        assertThat(plain.gradientSquare()).isEqualTo(2.5);
        assertThat(plain.noise()).isEqualTo(5);
        assertThat(plain.low()).isEqualTo(0.5);
        assertThat(plain.high()).isEqualTo(8);
        assertThat(NoiseScale.of(List.of(LOW, HIGH), new Averaging.Window(1)).value())
                .isEqualTo(8);
        // Weights 1/3 and 2/3: (2 + 16) / (4 + 2).
        assertThat(NoiseScale.of(List.of(LOW, HIGH), new Averaging.Exponential(0.5))
                        .value())
                .isCloseTo(3, within(1e-12));
    }

    @Test
    void weightsSumToOneWhateverTheAveraging() {
        for (Averaging averaging :
                List.of(new Averaging.Plain(), new Averaging.Window(7), new Averaging.Exponential(0.03))) {
            for (int samples : new int[] {1, 2, 6, 7, 8, 500}) {
                assertThat(IntStream.range(0, samples)
                                .mapToDouble(i -> averaging.weights(samples)[i])
                                .sum())
                        .isCloseTo(1, within(1e-12));
            }
        }
        assertThat(new Averaging.Window(2).weights(3)).containsExactly(0, 0.5, 0.5);
    }

    @Test
    void aGradientThatTheNoiseHidesIsAnInfiniteScaleAndNoNoiseIsZero() {
        assertThat(NoiseScale.of(List.of(new NoiseSample(-1, 5))).value()).isInfinite();
        assertThat(NoiseScale.of(List.of(new NoiseSample(1, -5))).value()).isZero();
        assertThat(NoiseScale.of(List.of(new NoiseSample(-1, 5))).resolved()).isFalse();
        assertThatThrownBy(() -> NoiseScale.of(List.of()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("one sample or more");
    }

    @Test
    void aMeterDrawsDifferentExamplesAndMeasuresTheClosedForm() {
        KnownNoise quadratic = new KnownNoise(5);
        MicroGradients checked = MicroGradients.ofArrays(rows -> {
            assertThat(rows).hasSize(8).doesNotHaveDuplicates();
            return quadratic.at(rows);
        });
        NoiseScale scale = NoiseMeter.of(checked, 1_000_000, 8, 8, 1).measure(1_600);
        assertThat(scale.value()).isCloseTo(21, within(0.05 * 21));
        assertThat(scale.low()).isLessThan(scale.value());
        assertThat(scale.high()).isGreaterThan(scale.value());
        assertThat(scale.resolved()).isTrue();
        assertThat(scale.relativeVariance(21, new Draw.WithReplacement())).isCloseTo(1, within(0.05));
    }

    @Test
    void everyGradientOfASmallSetGivesItsNoiseScaleExactly() {
        double[] gradients = {1, 4, -2, 0.5, 3, 7};
        MicroGradients all = MicroGradients.ofArrays(rows -> {
            double sum = 0;
            for (int row : rows) {
                sum += gradients[row] / rows.length;
            }
            return new double[] {sum};
        });
        double mean = 2.25;
        double variance = 0;
        for (double each : gradients) {
            variance += (each - mean) * (each - mean) / 5;
        }
        NoiseScale exact = NoiseMeter.exact(all, 6);
        assertThat(exact.value()).isCloseTo(variance / (mean * mean), within(1e-12));
        assertThat(exact.low()).isEqualTo(exact.value());
        // Pairs out of the six agree, on average.
        assertThat(NoiseMeter.of(all, 6, 2, 2, 3).measure(20_000).value()).isCloseTo(exact.value(), within(0.02));
    }

    @Test
    void moreExamplesThanThereAreCannotBeDrawn() {
        assertThatThrownBy(() -> NoiseMeter.of(new ArrayGradients(rows -> new double[1]), 60, 8, 8, 1))
                .isInstanceOf(InputException.class)
                .hasMessage("8 micro-batches of 8 need 64 examples, but there are 60; use fewer or smaller ones");
    }

    @Test
    void aTrailIsReadInWindowsAndTheMiddleOneStandsForTheRun() {
        NoiseTrail trail = new NoiseTrail();
        for (int i = 0; i < 9; i++) {
            trail.add(10L * i, new NoiseSample(1, i < 3 ? 5 : i < 6 ? 50 : 500));
        }
        List<NoiseTrail.Window> windows = trail.windows(3);
        assertThat(windows)
                .extracting(window -> Math.round(window.scale().value()))
                .containsExactly(5L, 50L, 500L);
        assertThat(windows.get(1).first()).isEqualTo(30);
        assertThat(windows.get(1).last()).isEqualTo(50);
        assertThat(trail.middle(3)).isEqualTo(windows.get(1));
        assertThat(trail.windows(20)).hasSize(9);
        assertThat(trail.at(8, new Averaging.Window(2)).value()).isEqualTo(500);
        assertThatThrownBy(() -> trail.add(3, LOW)).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> new NoiseTrail().middle(5))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no noise was measured");
    }

    @Test
    void theCriticalBatchReachesDownByTheKnownBias() {
        CriticalBatch critical = CriticalBatch.of(new NoiseScale(900, 720, 1100, 1, 900, 10));
        assertThat(critical.low()).isEqualTo(160);
        assertThat(critical.high()).isEqualTo(1100);
        // At the critical batch twice the examples are needed.
        assertThat(CriticalBatch.examples(200, 200)).isEqualTo(2);
    }
}
