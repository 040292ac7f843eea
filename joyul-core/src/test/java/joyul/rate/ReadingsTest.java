package joyul.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ReadingsTest {
    @Test
    void appendingLeavesTheOriginalAsItWas() {
        Readings one = Readings.none().plus(1);
        Readings left = one.plus(2);
        Readings right = one.plus(3);

        assertThat(one).isEqualTo(Readings.of(1));
        assertThat(left).isEqualTo(Readings.of(1, 2));
        assertThat(right).isEqualTo(Readings.of(1, 3)).hasSameHashCodeAs(Readings.of(1, 3));
        assertThat(Readings.none().size()).isZero();
    }

    @Test
    void manyAppendedOneByOneKeepTheirOrder() {
        Readings readings = Readings.none();
        for (int i = 0; i < 1000; i++) {
            readings = readings.plus(i);
        }

        assertThat(readings.size()).isEqualTo(1000);
        for (int i = 0; i < 1000; i++) {
            assertThat(readings.at(i)).isEqualTo(i);
        }
    }

    @Test
    void theArrayGivenIsCopied() {
        double[] values = {1, 2};
        Readings readings = Readings.of(values);
        values[0] = 9;

        assertThat(readings).hasToString("[1.0, 2.0]");
    }

    @Test
    void skippedReadingsAreNotSeenAndMayBeMoreThanThereAre() {
        assertThat(Readings.of(1, 2, 3).skip(2)).isEqualTo(Readings.of(3));
        assertThat(Readings.of(1, 2, 3).skip(2).plus(4)).isEqualTo(Readings.of(3, 4));
        assertThat(Readings.of(1, 2, 3).skip(Long.MAX_VALUE / 2).size()).isZero();
    }

    @Test
    void anIndexOutsideIsRefused() {
        assertThatThrownBy(() -> Readings.of(1).at(1))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("reading 1 of 1");
    }
}
