package joyul.norm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import joyul.layer.Gradients;
import joyul.layer.LoneLayer;
import joyul.layer.Pass;
import joyul.layer.Population;
import joyul.layer.Shape;
import org.junit.jupiter.api.Test;

/** Batch renormalization, frozen batch norm and whitening: what their papers say of them. */
class RelativesTest {
    private static final Shape ONE = new Shape.Vector(1);

    @Test
    void renormWithoutRoomIsBatchNorm() {
        try (LoneLayer renorm = new LoneLayer(new BatchRenorm(1, 0, 0, 0, 0, 0.01, 1e-5), new Shape.Vector(3), 1);
                LoneLayer plain = new LoneLayer(new BatchNorm(), new Shape.Vector(3), 1)) {
            double[] x = renorm.input(12);
            double[] dy = renorm.normal(36);
            LoneLayer.Result ours = renorm.explicit(x, dy, Pass.train(1, 100));
            LoneLayer.Result theirs = plain.explicit(x, dy, Pass.train(1));
            Gradients.equal("y", ours.output(), theirs.output(), 1e-12);
            Gradients.equal("dx", ours.dx(), theirs.dx(), 1e-12);
            Gradients.equal(
                    "dgamma",
                    ours.weightGradients().get(0),
                    theirs.weightGradients().get(0),
                    1e-12);
        }
    }

    @Test
    void renormWithoutBoundsNormalisesAsInferenceDoes() {
        BatchRenorm open = new BatchRenorm(1e6, 1e6, 0, 0, 0, 0.01, 1e-5);
        for (Shape shape : new Shape[] {new Shape.Vector(3), new Shape.Image(3, 2, 2)}) {
            try (LoneLayer renorm = new LoneLayer(open, shape, 1);
                    LoneLayer frozen = new LoneLayer(new FrozenBatchNorm(0), shape, 1)) {
                renorm.setStatistic(0, 0.5, -1, 2);
                renorm.setStatistic(1, 0.3, 4, 1);
                frozen.setStatistic(0, 0.5, -1, 2);
                frozen.setStatistic(1, 0.3, 4, 1);
                double[] x = renorm.input(12);
                Gradients.equal("y", renorm.forward(x, Pass.train(1)), frozen.forward(x, Pass.train(1)), 1e-12);
            }
        }
    }

    @Test
    void renormsBoundsOpenLinearly() {
        // x is one batch of mean 3 and deviation 2, run-time statistics 0 and 1: unclipped r = 2 and d = 3.
        BatchRenorm kind = new BatchRenorm(3, 5, 100, 300, 200, 0.01, 1e-12);
        double[][] expected = {{0, 1, 0}, {100, 1, 0}, {150, 1.5, 2.5}, {200, 2, 3}, {9_999, 2, 3}};
        for (double[] each : expected) {
            try (LoneLayer lone = new LoneLayer(kind, ONE, 1)) {
                lone.setWeight(0, 1);
                lone.setWeight(1, 0);
                double[] y = lone.forward(new double[] {1, 5}, Pass.train(1, (long) each[0]));
                Gradients.equal("step " + each[0], y, new double[] {each[2] - each[1], each[2] + each[1]}, 1e-9);
                // Averages of mean and deviation, a hundredth of the way.
                Gradients.equal("mean", lone.statistic(0), new double[] {0.03}, 1e-12);
                Gradients.equal("variance", lone.statistic(1), new double[] {1.01 * 1.01}, 1e-9);
            }
        }
    }

    @Test
    void frozenStatisticsStandStillAndAreThoseOfInference() {
        try (LoneLayer lone = new LoneLayer(new FrozenBatchNorm(2, 0.5, 1e-5), ONE, 1)) {
            double[] x = {1, 2, 3, 6};
            for (int step = 0; step < 2; step++) {
                assertThat(mean(lone.forward(x, Pass.train(1, step)), lone))
                        .as("as batch norm")
                        .isCloseTo(0, within(1e-12));
            }
            double[] kept = lone.statistic(0);
            assertThat(kept).containsExactly(2.25);
            double[] y = lone.forward(x, Pass.train(1, 2));
            lone.forward(new double[] {100, 200}, Pass.train(1, 3));
            assertThat(lone.statistic(0)).isEqualTo(kept);
            Population population = (Population) lone.kernel();
            population.beginEstimate();
            lone.forward(new double[] {100, 200}, Pass.estimate(4));
            population.endEstimate();
            assertThat(lone.forward(x, Pass.infer())).isEqualTo(y);
        }
    }

    private static double mean(double[] y, LoneLayer lone) {
        return IntStream.range(0, y.length).mapToDouble(i -> y[i]).average().orElseThrow() - lone.weight(1)[0];
    }

    @Test
    void whiteningLeavesCovarianceOneUpToEps() {
        for (Whitening.Axes axes : Whitening.Axes.values()) {
            double eps = 1e-6;
            try (LoneLayer lone = new LoneLayer(new Whitening(axes, 100, 0.1, eps), new Shape.Vector(5), 2)) {
                plain(lone, 5);
                double[] x = correlated(lone.normal(5 * 60), 5, 60);
                double[] y = lone.forward(x, Pass.train(1));
                double smallest = 0.01;
                for (int i = 0; i < 5; i++) {
                    for (int j = 0; j < 5; j++) {
                        assertThat(covariance(y, i, j, 60))
                                .as("%s %d %d", axes, i, j)
                                .isCloseTo(i == j ? 1 : 0, within(2 * eps / smallest));
                    }
                }
            }
        }
    }

    /** Ones and zeros for gamma and beta. */
    private static void plain(LoneLayer lone, int features) {
        lone.setWeight(0, IntStream.range(0, features).mapToDouble(i -> 1).toArray());
        lone.setWeight(1, new double[features]);
    }

    /** Each feature takes half of the one before it. */
    private static double[] correlated(double[] x, int features, int batch) {
        for (int i = 1; i < features; i++) {
            for (int b = 0; b < batch; b++) {
                x[i * batch + b] += x[(i - 1) * batch + b] / 2;
            }
        }
        return x;
    }

    private static double covariance(double[] y, int i, int j, int batch) {
        return IntStream.range(0, batch)
                        .mapToDouble(b -> y[i * batch + b] * y[j * batch + b])
                        .sum()
                / batch;
    }

    @Test
    void fiveIterationsOfNewtonLeaveSmallEigenvaluesSmall() {
        double[] eigenvalues = {1, 0.5, 0.2, 0.1, 0.05, 0.01};
        double[] expected = {1.000, 1.000, 0.996, 0.946, 0.777, 0.265};
        int batch = 12;
        double[] x = new double[6 * batch];
        // Feature i is plus and minus the same number on two examples of its own: a diagonal covariance.
        for (int i = 0; i < 6; i++) {
            double size = Math.sqrt(eigenvalues[i] * batch / 2);
            x[i * batch + 2 * i] = size;
            x[i * batch + 2 * i + 1] = -size;
        }
        try (LoneLayer lone = new LoneLayer(new IterNorm(5, 64, 0.1, 1e-12), new Shape.Vector(6), 1)) {
            plain(lone, 6);
            double[] y = lone.forward(x, Pass.train(1));
            for (int i = 0; i < 6; i++) {
                assertThat(covariance(y, i, i, batch))
                        .as("eigenvalue %s", eigenvalues[i])
                        .isCloseTo(expected[i], within(2e-3));
            }
        }
    }

    @Test
    void groupsOfFeaturesAreWhitenedAloneAndDifferByAtMostOne() {
        try (LoneLayer lone = new LoneLayer(new Whitening(Whitening.Axes.ZCA, 3, 0.1, 1e-9), new Shape.Vector(8), 3)) {
            plain(lone, 8);
            double[] y = lone.forward(correlated(lone.normal(8 * 50), 8, 50), Pass.train(1));
            int[] group = {0, 0, 0, 1, 1, 1, 2, 2};
            for (int i = 0; i < 8; i++) {
                for (int j = 0; j < i; j++) {
                    double value = Math.abs(covariance(y, i, j, 50));
                    if (group[i] == group[j]) {
                        assertThat(value).isLessThan(1e-6);
                    }
                }
            }
            assertThat(Math.abs(covariance(y, 3, 2, 50))).as("across groups").isGreaterThan(0.05);
        }
    }

    @Test
    void mergedBatchesWhitenTheirUnion() {
        Random random = new Random(4);
        for (OverFeatures kind : new OverFeatures[] {new Whitening(), new IterNorm(9, 64, 0.1, 1e-3)}) {
            try (LoneLayer lone = new LoneLayer(kind, new Shape.Vector(3), 5);
                    LoneLayer once = new LoneLayer(kind, new Shape.Vector(3), 5)) {
                double[][] parts = new double[4][];
                double[] union = new double[3 * 40];
                for (int p = 0; p < 4; p++) {
                    parts[p] = IntStream.range(0, 30)
                            .mapToDouble(i -> 1e3 + random.nextGaussian())
                            .toArray();
                    for (int f = 0; f < 3; f++) {
                        System.arraycopy(parts[p], f * 10, union, f * 40 + p * 10, 10);
                    }
                }
                Population population = (Population) lone.kernel();
                population.beginEstimate();
                for (double[] part : parts) {
                    lone.forward(part, Pass.estimate());
                }
                population.endEstimate();
                // In training the union is whitened by its own biased covariance, as inference now does.
                Gradients.equal(
                        kind.toString(), lone.forward(union, Pass.infer()), once.forward(union, Pass.train(1)), 1e-9);
            }
        }
    }
}
