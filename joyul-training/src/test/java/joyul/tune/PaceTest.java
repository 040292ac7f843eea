package joyul.tune;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static Pace pace(long seconds, int jobs, double epochSeconds) {
        return Pace.of(Optional.of(Duration.ofSeconds(seconds)), 0, jobs, epochSeconds, 8);
    }

    @Test
    void aQuarterOfTheTimeIsKeptForTheConfirmation() {
        assertThat(pace(1200, 2, 5).searchSeconds()).isEqualTo(1200 * 0.75 - 5);
        assertThat(pace(1200, 2, 5).totalSeconds()).isEqualTo(1200);
    }

    @Test
    void aShortBudgetComparesAtTwoRungs() {
        // 107.5 s x 2 jobs / (36 trials x 2.2 s) = 2.7 epochs a trial; with two rungs a run costs 2/3: 4.1, rounded.
        assertThat(pace(150, 2, 2.2).epochs()).isEqualTo(3);
        assertThat(pace(150, 2, 2.2).asha().rungs()).containsExactly(1, 3);
    }

    @Test
    void aLongBudgetComparesAtThreeRungs() {
        // 895 s x 2 / (36 x 7.5 s) = 6.6 epochs a trial; with three rungs a run costs 1/3: 19.9, rounded to 18.
        assertThat(pace(1200, 2, 7.5).epochs()).isEqualTo(18);
        assertThat(pace(1200, 2, 7.5).asha().rungs()).containsExactly(2, 6, 18);
    }

    @Test
    void whatIsSpentAlreadyShortensTheRuns() {
        // (895 - 90) s x 2 / (36 x 7.5 s) = 6.0 epochs a trial, times 3: 17.9, rounded to 9.
        Pace late = Pace.of(Optional.of(Duration.ofMinutes(20)), 90, 2, 7.5, 8);
        assertThat(late.epochs()).isEqualTo(9);
        assertThat(late.searchSeconds()).as("counted from the start").isEqualTo(895);
    }

    @Test
    void aHopelesslyShortBudgetStillTrainsAnEpoch() {
        assertThat(pace(20, 1, 30).epochs()).isEqualTo(1);
        assertThat(pace(20, 1, 30).asha().rungs()).containsExactly(1);
    }

    @Test
    void aSearchWithoutAResultMayUseTheTimeOfTheConfirmation() {
        assertThat(pace(10, 2, 1).searchSeconds()).isEqualTo(3);
        assertThat(pace(10, 2, 1).firstResultSeconds()).isEqualTo(8);
        assertThat(pace(1200, 2, 5).firstResultSeconds()).isEqualTo(960);
    }

    @Test
    void aBudgetOfTrialsTakesTheRecipesOwnEpochs() {
        Pace pace = Pace.of(Optional.empty(), 0, 2, 1, 8);
        assertThat(pace.epochs()).isEqualTo(6);
        assertThat(pace.searchSeconds()).isInfinite();
    }
}
