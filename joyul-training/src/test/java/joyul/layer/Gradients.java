package joyul.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Checks of a layer's explicit backward against what is not written by hand. */
public final class Gradients {
    private static final double STEP = 1e-5;

    private Gradients() {}

    /** Output and all gradients equal those of automatic differentiation, to 1e-10 of the largest. */
    public static void agreeWithAutograd(String name, Layer layer, Shape shape, int batch, long seed) {
        try (LoneLayer lone = new LoneLayer(layer, shape, seed)) {
            double[] x = lone.input(batch);
            double[] dy = lone.normal(batch * lone.outputSize());
            LoneLayer.Result expected = lone.automatic(x, dy);
            // Twice: the second pass meets buffers that hold the first one's numbers.
            lone.explicit(lone.input(batch), lone.normal(dy.length), Pass.train(seed));
            LoneLayer.Result actual = lone.explicit(x, dy, Pass.train(seed));
            String what = name + " on " + shape.text() + ", batch " + batch + ", seed " + seed;
            equal(what + ": output", actual.output(), expected.output(), 1e-10);
            equal(what + ": dx", actual.dx(), expected.dx(), 1e-10);
            for (int i = 0; i < expected.weightGradients().size(); i++) {
                equal(
                        what + ": weight " + i,
                        actual.weightGradients().get(i),
                        expected.weightGradients().get(i),
                        1e-10);
            }
        }
    }

    /** The gradients are the slopes of the kernel's own forward: central differences, to 1e-6 of the largest. */
    public static void areSlopes(String name, Layer layer, Shape shape, int batch, long seed) {
        try (LoneLayer lone = new LoneLayer(layer, shape, seed)) {
            Pass pass = Pass.train(seed);
            double[] x = lone.input(batch);
            double[] dy = lone.normal(batch * lone.outputSize());
            LoneLayer.Result actual = lone.explicit(x, dy, pass);
            double[] slopes = IntStream.range(0, x.length)
                    .mapToDouble(i -> slope(
                            by -> {
                                double[] moved = x.clone();
                                moved[i] += by * STEP;
                                return lone.forward(moved, pass);
                            },
                            dy))
                    .toArray();
            equal(name + ": dx, seed " + seed, actual.dx(), slopes, 1e-6);
            for (int index = 0; index < actual.weightGradients().size(); index++) {
                int weight = index;
                double[] ofWeight = actual.weightGradients().get(weight);
                double[] weightSlopes = IntStream.range(0, ofWeight.length)
                        .mapToDouble(i -> slope(
                                by -> {
                                    lone.nudge(weight, i, by * STEP);
                                    double[] y = lone.forward(x, pass);
                                    lone.nudge(weight, i, -by * STEP);
                                    return y;
                                },
                                dy))
                        .toArray();
                equal(name + ": weight " + weight + ", seed " + seed, ofWeight, weightSlopes, 1e-6);
            }
        }
    }

    private static double slope(IntFunction<double[]> outputAt, double[] dy) {
        return (dot(outputAt.apply(1), dy) - dot(outputAt.apply(-1), dy)) / (2 * STEP);
    }

    private static double dot(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
    }

    /** Each pair differs by at most the tolerance times the largest expected magnitude, or times one if that is more. */
    public static void equal(String what, double[] actual, double[] expected, double tolerance) {
        assertThat(actual).as(what).hasSameSizeAs(expected);
        double largest = Math.max(
                1,
                IntStream.range(0, expected.length)
                        .mapToDouble(i -> Math.abs(expected[i]))
                        .max()
                        .orElse(0));
        double worst = IntStream.range(0, expected.length)
                .mapToDouble(
                        i -> Double.isNaN(actual[i]) ? Double.POSITIVE_INFINITY : Math.abs(actual[i] - expected[i]))
                .max()
                .orElse(0);
        assertThat(worst / largest).as(what).isLessThanOrEqualTo(tolerance);
    }
}
