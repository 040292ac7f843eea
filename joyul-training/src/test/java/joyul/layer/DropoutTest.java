package joyul.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class DropoutTest {
    private static final List<Shape> SHAPES = List.of(new Shape.Vector(50), new Shape.Image(3, 8, 5));

    @Test
    void itZeroesAShareAndScalesTheRestInBothDirectionsAlike() {
        for (Shape shape : SHAPES) {
            for (double probability : new double[] {0.1, 0.5, 0.9}) {
                double[] ones = filled(100 * shape.size(), 1);
                try (LoneLayer lone = new LoneLayer(new Dropout(probability), shape, 1)) {
                    LoneLayer.Result result = lone.explicit(ones, filled(ones.length, 3), Pass.train(7));
                    double kept = 1 / (1 - probability);
                    assertThat(Arrays.stream(result.output())
                                    .distinct()
                                    .sorted()
                                    .toArray())
                            .containsExactly(0, kept);
                    double share = zeros(result.output()) / (double) ones.length;
                    double deviation = Math.sqrt(probability * (1 - probability) / ones.length);
                    assertThat(share).isCloseTo(probability, within(4 * deviation));
                    Gradients.equal(
                            "dx",
                            result.dx(),
                            Arrays.stream(result.output()).map(y -> 3 * y).toArray(),
                            1e-15);
                }
            }
        }
    }

    @Test
    void theMaskFollowsFromTheSeedAlone() {
        for (Shape shape : SHAPES) {
            double[] ones = filled(20 * shape.size(), 1);
            try (LoneLayer lone = new LoneLayer(new Dropout(0.5), shape, 1);
                    LoneLayer other = new LoneLayer(new Dropout(0.5), shape, 2)) {
                double[] first = lone.forward(ones, Pass.train(7));
                double[] second = lone.forward(ones, Pass.train(8));
                assertThat(second).isNotEqualTo(first);
                assertThat(lone.forward(ones, Pass.train(7))).isEqualTo(first);
                assertThat(other.forward(ones, Pass.train(7))).isEqualTo(first);
                assertThat(agreement(first, second)).isBetween(0.4, 0.6);
            }
        }
    }

    @Test
    void neitherInferenceNorEstimatingDrops() {
        try (LoneLayer lone = new LoneLayer(new Dropout(0.5), new Shape.Vector(10), 1)) {
            double[] x = lone.input(4);
            assertThat(lone.forward(x, Pass.infer())).isEqualTo(x);
            assertThat(lone.forward(x, Pass.estimate())).isEqualTo(x);
        }
    }

    private static double agreement(double[] a, double[] b) {
        int same = 0;
        for (int i = 0; i < a.length; i++) {
            same += a[i] == b[i] ? 1 : 0;
        }
        return same / (double) a.length;
    }

    private static long zeros(double[] values) {
        return Arrays.stream(values).filter(value -> value == 0).count();
    }

    private static double[] filled(int length, double value) {
        return DoubleStream.generate(() -> value).limit(length).toArray();
    }
}
