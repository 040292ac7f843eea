package joyul.optim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import joyul.torch.Scope;
import joyul.torch.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the papers promise: no rate is searched, and nothing is lost by it. */
class LearningRateFreeTest {
    private static final int DIMENSIONS = 20;

    /** Half of {@code sum c (x - target)^2}, with curvatures c from 0.01 to 1, and noise on its gradients. */
    private record Quadratic(double[] curvature, double[] target, double noise) {
        static Quadratic of(double distance, double noise, long seed) {
            Random random = new Random(seed);
            double[] curvature = new double[DIMENSIONS];
            double[] target = new double[DIMENSIONS];
            Arrays.setAll(curvature, i -> Math.pow(10, -2.0 * i / (DIMENSIONS - 1)));
            Arrays.setAll(target, i -> distance * (2 * random.nextDouble() - 1));
            return new Quadratic(curvature, target, noise);
        }

        double loss(double[] x) {
            double sum = 0;
            for (int i = 0; i < DIMENSIONS; i++) {
                sum += curvature[i] * (x[i] - target[i]) * (x[i] - target[i]) / 2;
            }
            return sum;
        }

        double farthest() {
            return Arrays.stream(target).map(Math::abs).max().orElseThrow();
        }
    }

    private record Ran(double loss, double distance) {}

    /** Minimises from the origin; the loss is that of the weights that are kept. */
    private static Ran run(Quadratic f, Optimizer optimizer, int steps, IntToDoubleFunction rate) {
        try (Scope scope = Scope.open()) {
            Tensor x = Tensors.ofDoubles(new double[DIMENSIONS], DIMENSIONS);
            Tensor gradient = Tensors.ofDoubles(new double[DIMENSIONS], DIMENSIONS);
            Tensor curvature = Tensors.ofDoubles(f.curvature(), DIMENSIONS);
            Tensor target = Tensors.ofDoubles(f.target(), DIMENSIONS);
            Random random = new Random(3);
            double[] noise = new double[DIMENSIONS];
            try (Optimizer.Run run = optimizer.start(x, gradient)) {
                for (int step = 0; step < steps; step++) {
                    try (Scope one = Scope.open()) {
                        Arrays.setAll(noise, i -> f.noise() * random.nextGaussian());
                        gradient.copy_(x.sub(target).mul_(curvature).add_(Tensors.ofDoubles(noise, DIMENSIONS)));
                        run.step(rate.applyAsDouble(step));
                    }
                }
                run.showAverage();
                double estimate =
                        run.numbers().isEmpty() ? Double.NaN : run.numbers().get(0);
                return new Ran(f.loss(Tensors.doubles(x)), estimate);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 1, 100})
    void prodigysEstimateGrowsToTheOrderOfTheDistanceAndNotBeyond(double distance) {
        Quadratic f = Quadratic.of(distance, 0, 1);
        Ran ran = run(f, new Prodigy(0.9, 0.999, 1e-8, 0, 1e-6, 1, false), 2_000, step -> 1);
        assertThat(ran.distance()).isBetween(0.02 * f.farthest(), f.farthest());
        assertThat(ran.loss()).isLessThan(1e-3 * f.loss(new double[DIMENSIONS]));
    }

    @Test
    void scheduleFreeAtAConstantRateReachesWhatTheCosineReaches() {
        int steps = 1_000;
        double cosine = Double.POSITIVE_INFINITY;
        double free = Double.POSITIVE_INFINITY;
        double constant = Double.POSITIVE_INFINITY;
        for (double rate : new double[] {0.01, 0.03, 0.1, 0.3, 1}) {
            Quadratic f = Quadratic.of(3, 0.3, 2);
            IntToDoubleFunction decay = step -> rate * (1 + Math.cos(Math.PI * step / steps)) / 2;
            cosine = Math.min(
                    cosine, run(f, new Sgd(0.9, false, 0), steps, decay).loss());
            constant = Math.min(
                    constant,
                    run(f, new Sgd(0.9, false, 0), steps, step -> rate).loss());
            free = Math.min(
                    free,
                    run(f, new ScheduleFreeSgd(0.9, 0), steps, step -> 3 * rate).loss());
        }
        assertThat(free).isLessThan(1.25 * cosine).isLessThan(constant);
    }
}
