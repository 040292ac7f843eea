package joyul.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import joyul.check.InputException;
import org.junit.jupiter.api.Test;

class LengthTest {
    @Test
    void aShareIsRoundedToTheNearestStepAndIsAtLeastOne() {
        assertThat(Length.percent(5).resolved(1000)).isEqualTo(Length.of(50));
        assertThat(Length.percent(5).resolved(50)).isEqualTo(Length.of(3));
        assertThat(Length.percent(5).resolved(2)).isEqualTo(Length.of(1));
        assertThat(Length.WHOLE_RUN.resolved(77)).isEqualTo(Length.of(77));
        assertThat(Length.of(9).resolved(77)).isEqualTo(Length.of(9));
    }

    @Test
    void aShareReadsBackFromItsText() {
        Length share = Length.percent(12.345678901234567);

        assertThat(Length.parse("steps", share.plain().toString())).isEqualTo(share);
        assertThat(Length.parse("steps", " 5 % ")).isEqualTo(Length.percent(5));
    }

    @Test
    void aShareOfNothingOrOfMoreThanTheRunIsRefused() {
        assertThatThrownBy(() -> Length.percent(0)).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> Length.parse("steps", "101%")).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> Length.parse("steps", "NaN%")).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> Length.of(-1)).isInstanceOf(InputException.class);
    }
}
