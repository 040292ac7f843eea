package joyul.explain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DigitsTest {
    @Test
    void aShortTimeHasTwoDigitsAndTheUnitOfItsSize() {
        assertThat(Digits.micros(25_700)).isEqualTo("26 ms");
        assertThat(Digits.micros(449)).isEqualTo("450 µs");
        assertThat(Digits.micros(7.04)).isEqualTo("7 µs");
        assertThat(Digits.micros(996)).as("rounds to a thousand").isEqualTo("1 ms");
        assertThat(Digits.micros(1_260_000)).isEqualTo("1.3 s");
    }

    @Test
    void aKnobHasFourDigitsAndAnExponentWhereItIsSmall() {
        assertThat(Digits.knob(0.0353412)).isEqualTo("0.03534");
        assertThat(Digits.knob(0.000172911)).isEqualTo("1.73e-04");
        assertThat(Digits.knob(0)).isEqualTo("0");
    }
}
