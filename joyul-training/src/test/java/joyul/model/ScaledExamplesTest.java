package joyul.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import joyul.data.Examples;
import joyul.data.Features;
import joyul.data.InputScaling;
import joyul.data.Targets;
import joyul.torch.Tensors;
import org.junit.jupiter.api.Test;

class ScaledExamplesTest {
    private static final InputScaling SCALING =
            new InputScaling(List.of(0.3, 1.7e12, 3e-39), List.of(0.7, 30.0, 2e-39));

    @Test
    void aColumnThatSingleDoesNotHoldIsRoundedOnceScaledAndTheOthersAsWithoutIt() {
        double[] numbers = {0.1, 1.7e12 + 15, 1e-39, 0.9, 1.7e12 - 45, 5e-39};
        float[] scaled = scaled(new Features.Doubles(numbers, 3), SCALING);
        assertThat(scaled[1]).isEqualTo(0.5f);
        assertThat(scaled[4]).isEqualTo(-1.5f);
        assertThat(scaled[2]).isEqualTo(-1f);
        assertThat(scaled[5]).isEqualTo(1f);

        InputScaling alone = new InputScaling(List.of(0.3), List.of(0.7));
        float[] ordinary = scaled(new Features.Floats(new float[] {0.1f, 0.9f}, 1), alone);
        assertThat(new float[] {scaled[0], scaled[3]}).containsExactly(ordinary);
        assertThat(scaled(new Features.Doubles(new double[] {0.1, 0.9}, 1), alone))
                .containsExactly(ordinary);
    }

    private static float[] scaled(Features features, InputScaling scaling) {
        Examples examples =
                Examples.table(features, new Targets.Labels(new int[features.size()], List.of("no", "yes")));
        try (NativeExamples copied = new NativeExamples(examples, scaling, null)) {
            return Tensors.floats(copied.features());
        }
    }
}
