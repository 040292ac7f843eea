package joyul.norm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import joyul.layer.Gradients;
import joyul.layer.LoneLayer;
import joyul.layer.Pass;
import joyul.layer.Population;
import joyul.layer.Shape;
import joyul.torch.Scope;
import joyul.torch.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;

class PopulationStatisticsTest {
    @Test
    void batchesMergeIntoTheirUnionEvenFarFromZero() {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            double shift = seed % 2 == 0 ? 1e6 : 0;
            List<Double> all = new ArrayList<>();
            try (Scope scope = Scope.open();
                    PopulationStatistics population = new PopulationStatistics()) {
                for (int batch = 0; batch < 20; batch++) {
                    int length = seed < 25 ? 32 : 2 + random.nextInt(60);
                    double[] values = random.doubles(length, 0, 1)
                            .map(u -> shift + random.nextGaussian())
                            .toArray();
                    DoubleStream.of(values).forEach(all::add);
                    population.add(Tensors.ofDoubles(values, 1, 1, length), 0, 2);
                }
                Tensor mean = Tensors.empty(ScalarType.Double, 1);
                Tensor variance = Tensors.empty(ScalarType.Double, 1);
                population.moveTo(mean, variance);
                // Shifted back exactly first, so that the expected values do not cancel.
                double rest = all.stream().mapToDouble(v -> v - shift).average().orElseThrow();
                double squares = all.stream()
                        .mapToDouble(v -> (v - shift - rest) * (v - shift - rest))
                        .average()
                        .orElseThrow();
                assertThat(mean.item_double() / (shift + rest))
                        .as("seed %d", seed)
                        .isCloseTo(1, within(1e-12));
                assertThat(variance.item_double() / squares).as("seed %d", seed).isCloseTo(1, within(1e-12));
            }
        }
    }

    @Test
    void oneBatchGivesTheBiasedVariance() {
        for (Shape shape : new Shape[] {new Shape.Vector(1), new Shape.Image(1, 1, 1)}) {
            try (LoneLayer lone = new LoneLayer(new BatchNorm(), shape, 1)) {
                Population population = (Population) lone.kernel();
                population.beginEstimate();
                lone.forward(new double[] {1, 2, 3, 4}, Pass.estimate());
                population.endEstimate();
                assertThat(lone.statistic(2)).containsExactly(2.5);
                assertThat(lone.statistic(3)).containsExactly(1.25);
                // Estimating leaves the running averages where they were.
                assertThat(lone.statistic(0)).containsExactly(0);
                assertThat(lone.statistic(1)).containsExactly(1);
            }
        }
    }

    @Test
    void inferenceUsesTheEstimateAndANewEstimateForgetsTheOld() {
        try (LoneLayer lone = new LoneLayer(new GhostBatchNorm(2, 0.1, 1e-9), new Shape.Vector(1), 1)) {
            lone.setWeight(0, 2);
            lone.setWeight(1, 1);
            Population population = (Population) lone.kernel();
            population.beginEstimate();
            lone.forward(new double[] {100, 200, 300, 500}, Pass.estimate());
            population.beginEstimate();
            lone.forward(new double[] {1, 3, 1, 3}, Pass.estimate());
            lone.forward(new double[] {3, 5, 3, 5, 3, 5, 3, 5}, Pass.estimate());
            population.endEstimate();
            // Of the union {1,3,1,3,3,5,3,5,3,5,3,5}: mean 40/12, variance 146/12 - mean^2 = 38/18 - ... = 17/9.
            double mean = 40.0 / 12;
            double variance = (2 * 1 + 6 * 9 + 4 * 25) / 12.0 - mean * mean;
            Gradients.equal("mean", lone.statistic(2), new double[] {mean}, 1e-14);
            Gradients.equal("variance", lone.statistic(3), new double[] {variance}, 1e-14);
            double expected = 2 * (7 - mean) / Math.sqrt(variance + 1e-9) + 1;
            Gradients.equal("y", lone.forward(new double[] {7}, Pass.infer()), new double[] {expected}, 1e-14);
        }
    }

    @Test
    void endingWithoutABatchIsAMistakeOfTheCaller() {
        try (LoneLayer lone = new LoneLayer(new BatchNorm(), new Shape.Vector(1), 1)) {
            Population population = (Population) lone.kernel();
            population.beginEstimate();
            assertThatThrownBy(population::endEstimate).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void theMovingAverageOfADriftingMeanLagsByTheOldWeightOverTheNew() {
        double drift = 0.5;
        for (double newest : new double[] {0.1, 0.3}) {
            try (LoneLayer lone = new LoneLayer(new BatchNorm(newest, 1e-5), new Shape.Vector(1), 1)) {
                int steps = 400;
                for (int t = 0; t < steps; t++) {
                    lone.forward(new double[] {drift * t - 1, drift * t + 1}, Pass.train(1));
                }
                double lag = drift * (steps - 1) - lone.statistic(0)[0];
                assertThat(lag).isCloseTo(drift * (1 - newest) / newest, within(1e-6));
            }
        }
    }
}
