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

    @Test
    void aLengthInEpochsStepsOrExamplesIsTheSamePartOfARunAtAnyBatchSize() {
        RunLength small = RunLength.byStep(30, 1000, 32);
        RunLength large = RunLength.byStep(30, 250, 128);
        RunLength byEpoch = RunLength.byEpoch(30, 250, 128);

        assertThat(Length.parse("T", "3ep").resolved(small)).isEqualTo(Length.of(3000));
        assertThat(Length.parse("T", "3ep").resolved(large)).isEqualTo(Length.of(750));
        assertThat(Length.parse("T", "1.5 ep").resolved(byEpoch)).isEqualTo(Length.of(2));
        assertThat(Length.parse("T", "2000st").resolved(large)).isEqualTo(Length.of(2000));
        assertThat(Length.parse("T", "2000st").resolved(byEpoch)).isEqualTo(Length.of(8));
        assertThat(Length.parse("T", "64000ex").resolved(small)).isEqualTo(Length.of(2000));
        assertThat(Length.parse("T", "64000ex").resolved(large)).isEqualTo(Length.of(500));
        assertThat(Length.parse("T", "0ep").resolved(byEpoch)).isEqualTo(Length.of(0));
        assertThat(Length.parse("T", "1st").resolved(byEpoch)).isEqualTo(Length.of(1));
    }

    @Test
    void aUnitWhoseSizeIsNotKnownIsNamed() {
        assertThatThrownBy(() -> Length.epochs(30).resolved(100))
                .isInstanceOf(InputException.class)
                .hasMessage("'30ep' is given in epochs, whose length is not known here; "
                        + "give a number of steps or a share such as '10%'");
        assertThatThrownBy(() -> Length.examples(9).steps("T_max"))
                .isInstanceOf(InputException.class)
                .hasMessage("T_max is given in training examples ('9ex'), whose length is not known here; "
                        + "give T_max as a number of steps");
        assertThatThrownBy(() -> Length.parse("T_max", "3 epochs"))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("T_max must be a number of steps, a share of the run such as '5%'");
    }
}
