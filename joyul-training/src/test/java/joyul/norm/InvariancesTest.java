package joyul.norm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import joyul.layer.Gradients;
import joyul.layer.Layer;
import joyul.layer.Linear;
import joyul.layer.LoneLayer;
import joyul.layer.Pass;
import joyul.layer.Shape;
import org.junit.jupiter.api.Test;

/** What must hold for any input: properties of batch norm over two hundred random cases each. */
class InvariancesTest {
    private static final int CASES = 200;

    @Test
    void everyGroupHasMeanZeroAndVarianceVOverVPlusEps() {
        for (int seed = 0; seed < CASES; seed++) {
            Random random = new Random(seed);
            int groups = 1 + random.nextInt(4);
            int size = 2 + random.nextInt(9);
            double eps = Math.pow(10, -5 + 4 * random.nextDouble());
            double scale = Math.pow(10, 2 * random.nextDouble() - 1);
            try (LoneLayer lone = new LoneLayer(new GhostBatchNorm(size, 0.1, eps, false), new Shape.Vector(1), seed)) {
                double[] x = lone.normal(groups * size);
                for (int i = 0; i < x.length; i++) {
                    x[i] = scale * x[i] + 3;
                }
                double[] y = lone.forward(x, Pass.train(1));
                for (int group = 0; group < groups; group++) {
                    double v = variance(x, group * size, size);
                    assertThat(mean(y, group * size, size)).as("seed %d", seed).isCloseTo(0, within(1e-10));
                    assertThat(variance(y, group * size, size))
                            .as("seed %d", seed)
                            .isCloseTo(v / (v + eps), within(1e-10));
                }
            }
        }
    }

    private static double mean(double[] x, int start, int count) {
        return IntStream.range(start, start + count).mapToDouble(i -> x[i]).sum() / count;
    }

    private static double variance(double[] x, int start, int count) {
        double mean = mean(x, start, count);
        return IntStream.range(start, start + count)
                        .mapToDouble(i -> (x[i] - mean) * (x[i] - mean))
                        .sum()
                / count;
    }

    /** The gradient of a linear layer's weights under a normalization, at those weights times a factor. */
    private static double[] gradient(Layer norm, double[] weights, double factor, double[] x, double[] dy, int batch) {
        int inputs = x.length / batch;
        int outputs = weights.length / inputs;
        try (LoneLayer linear = new LoneLayer(new Linear(outputs, false), new Shape.Vector(inputs), 1);
                LoneLayer normal = new LoneLayer(norm, new Shape.Vector(outputs), 1)) {
            double[] scaled = new double[weights.length];
            for (int i = 0; i < scaled.length; i++) {
                scaled[i] = factor * weights[i];
            }
            linear.setWeight(0, scaled);
            double[] z = linear.forward(x, Pass.train(1));
            double[] dz = normal.explicit(z, dy, Pass.train(1)).dx();
            return linear.explicit(x, dz, Pass.train(1)).weightGradients().get(0);
        }
    }

    @Test
    void theGradientIsOrthogonalToScaleInvariantWeightsAndFallsAsTheyGrow() {
        for (int seed = 0; seed < CASES; seed++) {
            Random random = new Random(seed);
            int inputs = 4 + random.nextInt(8);
            int outputs = 1 + random.nextInt(3);
            int batch = 16 + random.nextInt(32);
            double[] weights = normal(random, inputs * outputs, 1 / Math.sqrt(inputs));
            double[] x = normal(random, inputs * batch, 2);
            double[] dy = normal(random, outputs * batch, 1);
            Layer norm = seed % 2 == 0 ? new BatchNorm() : new GhostBatchNorm(8);
            double[] g = gradient(norm, weights, 1, x, dy, batch);
            double[] grown = gradient(norm, weights, 10, x, dy, batch);
            for (int unit = 0; unit < outputs; unit++) {
                double dot = 0;
                double ofWeight = 0;
                double ofGradient = 0;
                double ofGrown = 0;
                for (int i = unit * inputs; i < (unit + 1) * inputs; i++) {
                    dot += weights[i] * g[i];
                    ofWeight += weights[i] * weights[i];
                    ofGradient += g[i] * g[i];
                    ofGrown += grown[i] * grown[i];
                }
                assertThat(Math.abs(dot) / Math.sqrt(ofWeight * ofGradient))
                        .as("seed %d", seed)
                        .isLessThanOrEqualTo(1e-4);
                assertThat(10 * Math.sqrt(ofGrown / ofGradient))
                        .as("seed %d", seed)
                        .isCloseTo(1, within(1e-4));
            }
        }
    }

    private static double[] normal(Random random, int count, double scale) {
        return IntStream.range(0, count)
                .mapToDouble(i -> scale * random.nextGaussian())
                .toArray();
    }

    @Test
    void twoExamplesBecomePlusAndMinusOneAndPassNoGradientOn() {
        for (int seed = 0; seed < CASES; seed++) {
            Random random = new Random(seed);
            double apart = 2 * Math.sqrt(0.1) + 3 * random.nextDouble();
            double first = random.nextGaussian();
            double[] dy = normal(random, 2, 1);
            try (LoneLayer lone = new LoneLayer(new BatchNorm(0.1, 1e-5, false), new Shape.Vector(1), seed)) {
                LoneLayer.Result result = lone.explicit(new double[] {first, first - apart}, dy, Pass.train(1));
                Gradients.equal("y, seed " + seed, result.output(), new double[] {1, -1}, 1e-4);
                double largest = Math.max(Math.abs(dy[0]), Math.abs(dy[1]));
                for (double dx : result.dx()) {
                    assertThat(Math.abs(dx)).as("seed %d", seed).isLessThanOrEqualTo(1e-3 * largest);
                }
            }
        }
    }

    @Test
    void theInputGradientsOfAFeatureSumToZeroAndNoOutputExceedsTheRootOfTheCount() {
        for (int seed = 0; seed < CASES; seed++) {
            int batch = 3 + new Random(seed).nextInt(60);
            try (LoneLayer lone = new LoneLayer(new BatchNorm(0.1, 1e-5, false), new Shape.Vector(1), seed)) {
                LoneLayer.Result result = lone.explicit(lone.input(batch), lone.normal(batch), Pass.train(1));
                double sum = 0;
                double size = 0;
                double largest = 0;
                for (int i = 0; i < batch; i++) {
                    sum += result.dx()[i];
                    size += Math.abs(result.dx()[i]);
                    largest = Math.max(largest, Math.abs(result.output()[i]));
                }
                assertThat(Math.abs(sum)).as("seed %d", seed).isLessThanOrEqualTo(1e-12 * size);
                assertThat(largest).as("seed %d", seed).isLessThanOrEqualTo(Math.sqrt(batch - 1.0));
            }
        }
    }

    @Test
    void groupsEqualBatchNormOnTheirParts() {
        for (int seed = 0; seed < CASES; seed++) {
            Random random = new Random(seed);
            boolean image = random.nextBoolean();
            Shape shape = image ? new Shape.Image(2, 1 + random.nextInt(3), 2) : new Shape.Vector(1);
            int size = 2 + random.nextInt(5);
            int groups = 1 + random.nextInt(4);
            try (LoneLayer ghost = new LoneLayer(new GhostBatchNorm(size, 0.1, 1e-5, false), shape, seed);
                    LoneLayer part = new LoneLayer(new BatchNorm(0.1, 1e-5, false), shape, seed)) {
                double[] x = ghost.input(groups * size);
                double[] dy = ghost.normal(x.length);
                LoneLayer.Result all = ghost.explicit(x, dy, Pass.train(1));
                int length = size * shape.size();
                for (int group = 0; group < groups; group++) {
                    int from = group * length;
                    LoneLayer.Result one =
                            part.explicit(slice(x, from, length), slice(dy, from, length), Pass.train(1));
                    Gradients.equal("y, seed " + seed, slice(all.output(), from, length), one.output(), 1e-12);
                    Gradients.equal("dx, seed " + seed, slice(all.dx(), from, length), one.dx(), 1e-12);
                }
                Gradients.equal("mean, seed " + seed, ghost.statistic(0), part.statistic(0), 1e-12);
                Gradients.equal("variance, seed " + seed, ghost.statistic(1), part.statistic(1), 1e-12);
            }
        }
    }

    private static double[] slice(double[] values, int from, int length) {
        return Arrays.copyOfRange(values, from, from + length);
    }
}
