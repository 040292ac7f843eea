package joyul.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ScoresTest {
    private static Scores scores(double loss, float... losses) {
        return new Scores(loss, 0.5, losses);
    }

    @Test
    void thePairedErrorIsThatOfTheDifferences() {
        // Differences 1, 2, 3 and 6: mean 3, sum of squares 4 + 1 + 0 + 9 = 14; sqrt(14 / 3 / 4) = 1.080123.
        Scores left = scores(4, 2, 3, 4, 7);
        Scores right = scores(1, 1, 1, 1, 1);
        assertThat(left.pairedError(right)).isCloseTo(1.080123, within(1e-6));
        assertThat(right.pairedError(left)).isEqualTo(left.pairedError(right));
        assertThat(left.pairedError(left)).isZero();
    }

    @Test
    void whatAllExamplesShareIsNoError() {
        assertThat(scores(2.5f, 1, 4).pairedError(scores(1.5f, 0, 3))).isZero();
    }

    @Test
    void oneExampleGivesNoError() {
        assertThat(scores(2, 2).pairedError(scores(1, 1))).isNaN();
        assertThat(scores(2.000_001, 2).pairedError(scores(1, 1)))
                .as("whatever rounding leaves of a difference")
                .isNaN();
        assertThat(scores(2.000_001, 2).lossError()).isNaN();
    }
}
