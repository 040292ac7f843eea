package joyul.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import joyul.check.InputException;
import org.junit.jupiter.api.Test;

class NoiseSampleTest {
    private static final Draw FRESH = new Draw.WithReplacement();

    /** Gradients uniform on {1, 3}, one example nested in two: all four cases. */
    @Test
    void byEnumerationTheEstimatesAreUnbiasedAndTheMeanOfRatiosIsNot() {
        List<NoiseSample> cases = new ArrayList<>();
        for (double first : new double[] {1, 3}) {
            for (double second : new double[] {1, 3}) {
                double mean = (first + second) / 2;
                cases.add(NoiseSample.of(first * first, 1, mean * mean, 2, FRESH));
            }
        }
        assertThat(cases.stream().mapToDouble(NoiseSample::noise).average().orElseThrow())
                .isEqualTo(1);
        assertThat(cases.stream()
                        .mapToDouble(NoiseSample::gradientSquare)
                        .average()
                        .orElseThrow())
                .isEqualTo(4);
        assertThat(cases.stream().mapToDouble(NoiseSample::ratio).average().orElseThrow())
                .isCloseTo(-19.0 / 7, within(1e-12));
        assertThat(NoiseScale.of(cases).value()).isEqualTo(0.25);
    }

    @Test
    void singleExamplesGiveTheTextbookVariance() {
        // Gradients (1, 0), (0, 1), (2, 2): mean (1, 1), summed variance (1 + 1 + 2) / 2... by components 1 and 1.
        double[][] gradients = {{1, 0}, {0, 1}, {2, 2}};
        NoiseSample sample = NoiseSample.ofGradients(gradients, 1, FRESH);
        assertThat(sample.noise()).isCloseTo(2, within(1e-12));
        assertThat(sample.gradientSquare()).isCloseTo(2 - 2.0 / 3, within(1e-12));
    }

    @Test
    void theClosedFormIsMetWithinFivePercentAndTheMeanOfRatiosIsFurtherOff() {
        List<NoiseSample> samples = samples(1, 1_600);
        double value = NoiseScale.of(samples).value();
        assertThat(value).isCloseTo(KnownNoise.NOISE_SCALE, within(0.05 * KnownNoise.NOISE_SCALE));
        double meanOfRatios =
                samples.stream().mapToDouble(NoiseSample::ratio).average().orElseThrow();
        assertThat(Math.abs(meanOfRatios - KnownNoise.NOISE_SCALE))
                .isGreaterThan(2 * Math.abs(value - KnownNoise.NOISE_SCALE));
    }

    private static List<NoiseSample> samples(long seed, int count) {
        KnownNoise quadratic = new KnownNoise(seed);
        return IntStream.range(0, count).mapToObj(i -> quadratic.sample()).toList();
    }

    @Test
    void theVarianceOfTheEstimateFallsAsOneOverTheSamples() {
        double few = variance(50);
        double many = variance(200);
        // Exactly 4; each variance of 400 repetitions has a relative standard error of sqrt(2 / 400) = 7 %.
        assertThat(few / many).isBetween(3.2, 5.0);
    }

    private static double variance(int samples) {
        int repetitions = 400;
        double sum = 0;
        double squares = 0;
        for (int seed = 0; seed < repetitions; seed++) {
            double gradientSquare = 0;
            double noise = 0;
            for (NoiseSample sample : samples(seed, samples)) {
                gradientSquare += sample.gradientSquare();
                noise += sample.noise();
            }
            double value = noise / gradientSquare;
            sum += value;
            squares += value * value;
        }
        return squares / repetitions - sum / repetitions * sum / repetitions;
    }

    @Test
    void theRatioDoesNotFeelTheScaleOfTheLoss() {
        for (long seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double scale = Math.exp(random.nextDouble(-20, 20));
            int count = random.nextInt(2, 6);
            List<NoiseSample> plain = new ArrayList<>();
            List<NoiseSample> scaled = new ArrayList<>();
            for (int step = 0; step < 20; step++) {
                double[][] gradients = new double[count][7];
                double[][] larger = new double[count][7];
                for (int i = 0; i < count; i++) {
                    for (int j = 0; j < 7; j++) {
                        gradients[i][j] = 1 + random.nextGaussian();
                        larger[i][j] = scale * gradients[i][j];
                    }
                }
                plain.add(NoiseSample.ofGradients(gradients, 4, FRESH));
                scaled.add(NoiseSample.ofGradients(larger, 4, FRESH));
            }
            NoiseScale expected = NoiseScale.of(plain);
            NoiseScale seen = NoiseScale.of(scaled);
            assertThat(seen.value() / expected.value()).as("seed %d", seed).isCloseTo(1, within(1e-12));
            assertThat(seen.high() / expected.high()).as("seed %d", seed).isCloseTo(1, within(1e-12));
        }
    }

    /** All ways to draw two pairs out of six: the averages are the set's own mean and variance, exactly. */
    @Test
    void withoutReplacementTheFinitePopulationFactorMakesBothExact() {
        double[] gradients = {1, 4, -2, 0.5, 3, 7};
        double mean = 13.5 / 6;
        double variance = 0;
        for (double each : gradients) {
            variance += (each - mean) * (each - mean) / 5;
        }
        Draw draw = new Draw.WithoutReplacement(6);
        double noise = 0;
        double square = 0;
        double batchVariance = 0;
        int cases = 0;
        for (int a = 0; a < 6; a++) {
            for (int b = 0; b < 6; b++) {
                for (int c = 0; c < 6; c++) {
                    for (int d = 0; d < 6; d++) {
                        if (a != b && a != c && a != d && b != c && b != d && c != d) {
                            double first = (gradients[a] + gradients[b]) / 2;
                            double second = (gradients[c] + gradients[d]) / 2;
                            NoiseSample sample = NoiseSample.ofGradients(new double[][] {{first}, {second}}, 2, draw);
                            noise += sample.noise();
                            square += sample.gradientSquare();
                            double four = (first + second) / 2;
                            batchVariance += (four - mean) * (four - mean);
                            cases++;
                        }
                    }
                }
            }
        }
        assertThat(noise / cases).isCloseTo(variance, within(1e-12));
        assertThat(square / cases).isCloseTo(mean * mean, within(1e-12));
        assertThat(batchVariance / cases).isCloseTo(variance * draw.factor(4), within(1e-12));
        assertThat(draw.factor(6)).isZero();
        assertThat(FRESH.factor(4)).isEqualTo(0.25);
    }

    @Test
    void nonsenseIsRefusedInOneLine() {
        assertThatThrownBy(() -> NoiseSample.of(1, 8, 1, 8, FRESH))
                .isInstanceOf(InputException.class)
                .hasMessage("the large batch must hold more examples than the small one (8), but was 8");
        assertThatThrownBy(() -> NoiseSample.of(1, 8, 1, 64, new Draw.WithoutReplacement(50)))
                .isInstanceOf(InputException.class)
                .hasMessage("the large batch must be at most the 50 examples there are, but was 64");
        assertThatThrownBy(() -> NoiseSample.ofGradients(new double[][] {{1, 2}, {1}}, 1, FRESH))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("as many numbers at every call (2), but had 1");
    }
}
