package joyul.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import joyul.data.TargetScaling;
import joyul.data.Targets;
import joyul.loss.CrossEntropy;
import joyul.loss.MeanSquaredError;
import org.junit.jupiter.api.Test;

class ConstantPredictionTest {
    @Test
    void itIsTheEntropyOfTheSharesOrTheVarianceOfTheValues() {
        Targets labels = new Targets.Labels(new int[] {0, 0, 0, 1}, List.of("a", "b", "never"));
        double plain = -0.75 * Math.log(0.75) - 0.25 * Math.log(0.25);
        assertThat(ConstantPrediction.loss(new CrossEntropy(0), labels, null)).isCloseTo(plain, within(1e-12));
        // Smoothing of 0.3 over three classes: shares 0.625, 0.275, 0.1.
        double smoothed = -0.625 * Math.log(0.625) - 0.275 * Math.log(0.275) - 0.1 * Math.log(0.1);
        assertThat(ConstantPrediction.loss(new CrossEntropy(0.3), labels, null)).isCloseTo(smoothed, within(1e-12));

        Targets values = new Targets.Values(new float[] {1, 3, 5, 7});
        assertThat(ConstantPrediction.loss(new MeanSquaredError(), values, null))
                .isCloseTo(5, within(1e-12));
        assertThat(ConstantPrediction.loss(new MeanSquaredError(), values, new TargetScaling(4, 2)))
                .isCloseTo(1.25, within(1e-12));
    }
}
