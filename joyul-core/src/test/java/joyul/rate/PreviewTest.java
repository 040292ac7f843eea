package joyul.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import joyul.check.InputException;
import org.junit.jupiter.api.Test;

class PreviewTest {
    private static final Preview HALVING = Preview.of(new ExponentialLR(0.5), 0.1, 3, List.of());

    @Test
    void theCsvHas17SignificantDigits() {
        assertThat(HALVING.table().csv())
                .isEqualTo("step,lr\n0,0.10000000000000001\n1,0.050000000000000003\n2,0.025000000000000001\n");
    }

    @Test
    void theJsonIsARowPerStep() {
        assertThat(HALVING.table().json())
                .isEqualTo("[{\"step\":0,\"lr\":0.1},{\"step\":1,\"lr\":0.05},{\"step\":2,\"lr\":0.025}]");
    }

    @Test
    void theTableIsAligned() {
        assertThat(HALVING.table().table()).isEqualTo("step  lr\n   0  0.1\n   1  0.05\n   2  0.025\n");
    }

    @Test
    void aMetricCountsFromTheStepAfterItsOwn() {
        Schedule schedule = new ReduceLROnPlateau().factor(0.5).patience(0);

        assertThat(Preview.of(schedule, 1, 4, List.of(2.0, 2.0, 2.0)).rates()).containsExactly(1.0, 1.0, 0.5, 0.25);
    }

    @Test
    void anOpenLengthIsThatOfThePreview() {
        List<Double> rates =
                Preview.of(new CosineAnnealingLR(), 1, 11, List.of()).rates();

        assertThat(rates).hasSize(11);
        assertThat(rates.get(10)).isCloseTo((1 + Math.cos(Math.PI * 10 / 11)) / 2, within(1e-15));
    }

    @Test
    void aCountOrABaseRateOutOfRangeIsRefused() {
        assertThatThrownBy(() -> Preview.of(new ConstantRate(), 0.1, 0, List.of()))
                .isInstanceOf(InputException.class)
                .hasMessage("the number of steps must be in [1, 1000000], but was 0");
        assertThatThrownBy(() -> Preview.of(new ConstantRate(), Double.NaN, 1, List.of()))
                .isInstanceOf(InputException.class)
                .hasMessage("the base rate must be 0 or more and finite, but was NaN");
    }
}
