package joyul.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DriftingBiasTest {
    private static final double[] INPUTS =
            new Random(5).doubles(32).map(u -> 4 * u - 1).toArray();

    @Test
    void outsideTheGradientTheBiasGrowsOnAStraightLineWhileTheLossStands() {
        DriftingBias.Course course = new DriftingBias(INPUTS, 0.1).train(1_000, false);
        assertThat(course.slope()).isCloseTo(2 * 0.1, within(1e-12));
        assertThat(course.bend()).isLessThan(1e-10);
        assertThat(course.biases()[1_000]).isCloseTo(200, within(1e-9));
        double start = course.losses()[0];
        assertThat(Arrays.stream(course.losses())
                        .map(loss -> Math.abs(loss / start - 1))
                        .max()
                        .orElseThrow())
                .isLessThan(1e-12);
    }

    @Test
    void throughTheMeanTheBiasStays() {
        DriftingBias.Course course = new DriftingBias(INPUTS, 0.1).train(1_000, true);
        assertThat(course.biases()[1_000]).isCloseTo(0, within(1e-12));
    }
}
