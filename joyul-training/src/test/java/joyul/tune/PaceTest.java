package joyul.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static Pace pace(long seconds, int jobs, double epochSeconds, int standard, long steps) {
        return Pace.of(Optional.of(Duration.ofSeconds(seconds)), 2, jobs, epochSeconds, standard, steps);
    }

    @Test
    void theDefaultRecipeHasItsOwnLengthAndTheSearchThreeTenthsOfTheTime() {
        Pace pace = pace(150, 2, 1.25, 8, 125);
        assertThat(pace.standard()).isEqualTo(8);
        // (150 - 4 - 2) s x 2 jobs x 0.3, of which the default takes 10 s: 61 epochs, 16 trials of 3.7.
        assertThat(pace.searchSeconds()).isCloseTo(2 + 0.3 * 144, within(1e-9));
        assertThat(pace.epochs()).isEqualTo(5);
        assertThat(pace.asha().rungs()).containsExactly(2, 5);
    }

    @Test
    void whereRunsAreDearTheSearchIsShorterAndHasFewTrialsOfFewEpochs() {
        Pace pace = pace(1020, 2, 27.5, 8, 390);
        assertThat(pace.standard()).isEqualTo(8);
        assertThat(pace.searchSeconds()).isCloseTo(2 + 0.3 * 1014, within(1e-9));
        // (608 - 220) s / 27.5 s are 14 epochs for ten trials.
        assertThat(pace.epochs()).isEqualTo(1);
    }

    @Test
    void whereRunsAreCheapTrialsAreComparedAtThreeLengths() {
        Pace pace = pace(150, 2, 0.05, 27, 41);
        assertThat(pace.asha().rungs()).containsExactly(7, 27);
        assertThat(pace(150, 2, 0.05, 27, 125).asha().rungs()).containsExactly(3, 9, 27);
    }

    @Test
    void aBudgetTooShortForTheDefaultRecipeShortensIt() {
        Pace pace = pace(10, 2, 1.25, 8, 125);
        // 45 % of 4 s are 1.8 s.
        assertThat(pace.standard()).isEqualTo(1);
        assertThat(pace.epochs()).isEqualTo(1);
        assertThat(pace.totalSeconds()).isEqualTo(10);
        assertThat(pace(3, 1, 30, 8, 125).standard()).isEqualTo(1);
    }

    @Test
    void aSingleJobSearchesAfterTheDefaultRecipesRun() {
        Pace pace = pace(60, 1, 1.25, 8, 125);
        // 35 % of 54 s hold no 16 trials of half the length; the shorter search has 15 % beside the 10 s of the
        // default.
        assertThat(pace.searchSeconds()).isCloseTo(2 + 10 + 0.15 * 54, within(1e-9));
        // 8 epochs are the most that 45 % of 24 s hold.
        assertThat(pace(30, 1, 1.25, 8, 125).searchSeconds()).isCloseTo(2 + 10 + 0.15 * 24, within(1e-9));
    }

    @Test
    void aBudgetOfTrialsTakesTheRecipesOwnEpochs() {
        Pace pace = Pace.of(Optional.empty(), 0, 2, 1, 8, 125);
        assertThat(pace.epochs()).isEqualTo(8);
        assertThat(pace.standard()).isEqualTo(8);
        assertThat(pace.asha().rungs()).containsExactly(2, 8);
        assertThat(pace.searchSeconds()).isInfinite();
    }

    @Test
    void aSearchThatGoesOnKeepsItsLengths() {
        assertThat(pace(150, 2, 1.25, 8, 125).withSearch(1, 3).asha().rungs()).containsExactly(1, 3);
    }
}
