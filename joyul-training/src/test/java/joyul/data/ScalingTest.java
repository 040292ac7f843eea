package joyul.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import joyul.check.InputException;
import org.junit.jupiter.api.Test;

class ScalingTest {
    @Test
    void bytesAreScaledToOneAndTakenPerChannel() {
        // Channel 0: 0, 255, 255, 0 -> mean 0.5, std 0.5; channel 1: constant.
        byte[] pixels = {0, (byte) 255, 51, 51, (byte) 255, 0, 51, 51};
        Examples images = Examples.images(
                new Features.Bytes(pixels, 4), 2, 1, 2, new Targets.Labels(new int[] {0, 1}, List.of("a", "b")));
        InputScaling scaling = InputScaling.of(images);
        assertThat(scaling.mean().get(0)).isCloseTo(0.5, within(1e-15));
        assertThat(scaling.std().get(0)).isCloseTo(0.5, within(1e-15));
        assertThat(scaling.mean().get(1)).isCloseTo(0.2, within(1e-15));
        assertThat(scaling.std().get(1)).isEqualTo(1.0);
    }

    @Test
    void floatsAreTakenPerColumnWithTheBiasedDeviation() {
        float[][] rows = {{1, 100_000, 0.1f}, {2, 100_001, 0.1f}, {3, 100_002, 0.1f}, {4, 100_003, 0.1f}};
        InputScaling scaling = InputScaling.of(Data.of(rows, new float[4]));
        assertThat(scaling.mean().get(0)).isEqualTo(2.5);
        assertThat(scaling.mean().get(1)).isEqualTo(100_001.5);
        // Variance of four consecutive numbers, divided by n: 1.25.
        assertThat(scaling.std().get(0)).isCloseTo(Math.sqrt(1.25), within(1e-15));
        assertThat(scaling.std().get(1)).isCloseTo(Math.sqrt(1.25), within(1e-12));
        assertThat(scaling.std().get(2)).isEqualTo(1.0);
    }

    @Test
    void targetsAreScaledAlike() {
        TargetScaling scaling = TargetScaling.of(Data.of(new float[3][1], new float[] {2, 4, 6}));
        assertThat(scaling.mean()).isEqualTo(4);
        assertThat(scaling.std()).isCloseTo(Math.sqrt(8.0 / 3), within(1e-15));
        assertThat(TargetScaling.of(Data.of(new float[2][1], new float[] {3, 3}))
                        .std())
                .isEqualTo(1);
        assertThatThrownBy(() -> TargetScaling.of(Data.of(new float[2][1], new int[] {0, 1})))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("needs real targets");
    }

    @Test
    void aScalingThatCannotBeAppliedIsRefused() {
        assertThatThrownBy(() -> new InputScaling(List.of(0.0), List.of(0.0)))
                .isInstanceOf(InputException.class)
                .hasMessage("std must be positive and finite, but was 0");
        assertThatThrownBy(() -> new InputScaling(List.of(0.0), List.of(1.0, 1.0)))
                .isInstanceOf(InputException.class);
        assertThatThrownBy(() -> new TargetScaling(Double.NaN, 1)).isInstanceOf(InputException.class);
    }
}
