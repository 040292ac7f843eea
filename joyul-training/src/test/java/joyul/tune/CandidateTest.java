package joyul.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import joyul.file.SafeTensors;
import joyul.model.Scores;
import joyul.space.Point;
import org.junit.jupiter.api.Test;

class CandidateTest {
    private static Candidate candidate(int trial) {
        return new Candidate(trial, Point.empty(), 2);
    }

    private static Candidate.Fresh run(long seed, double loss, float... losses) {
        return new Candidate.Fresh(
                seed, Optional.of(new Scores(loss, loss / 10, losses)), Optional.of(weights(seed)), 3, 4);
    }

    private static SafeTensors weights(long seed) {
        return new SafeTensors(Map.of(), Map.of("seed", Long.toString(seed)));
    }

    @Test
    void theWeightsAreThoseOfTheBestSeedAndTheScoresTheMeanOverAllSeeds() {
        Candidate candidate = candidate(3);
        candidate.add(1, run(22, 0.4, 0.3f, 0.5f));
        candidate.add(0, run(11, 0.2, 0.1f, 0.3f));
        assertThat(candidate.seeds()).containsExactly(11L, 22L);
        assertThat(candidate.best())
                .hasValueSatisfying(each -> assertThat(each.seed()).isEqualTo(11));
        assertThat(candidate.loss()).isCloseTo(0.3, within(1e-12));
        assertThat(candidate.metric()).isCloseTo(0.03, within(1e-12));
    }

    @Test
    void theErrorIsPairedOverExamplesAfterTheMeanOverSeeds() {
        Candidate left = candidate(1);
        left.add(0, run(1, 2, 1, 3));
        left.add(1, run(2, 4, 3, 5));
        Candidate right = candidate(2);
        right.add(0, run(1, 0.5, 0, 1));
        right.add(1, run(2, 0.5, 0, 1));
        // Means over seeds 2, 4 and 0, 1: differences 2, 3 about 2.5; sqrt((0.25 + 0.25) / 1 / 2) = 0.5.
        assertThat(left.pairedError(right)).isCloseTo(0.5, within(1e-6));
    }

    @Test
    void aRunThatDivergedCountsAsLostRatherThanAsAbsent() {
        Candidate candidate = candidate(1);
        candidate.add(0, run(1, 0.1, 0.1f, 0.1f));
        candidate.add(1, new Candidate.Fresh(2, Optional.empty(), Optional.empty(), 1, 2));
        assertThat(candidate.confirmed()).isTrue();
        assertThat(candidate.held()).isFalse();
        assertThat(candidate.loss()).isInfinite();
        assertThat(candidate.metric()).isNaN();
        assertThat(candidate.pairedError(candidate)).isNaN();
    }

    @Test
    void candidatesAreComparedOnTheSeedsThatBothHave() {
        Candidate first = candidate(1);
        first.add(0, run(1, 0.5, 0.5f, 0.5f));
        first.add(1, run(2, 0.1, 0.1f, 0.1f));
        Candidate second = candidate(2);
        second.add(0, run(1, 0.4, 0.4f, 0.4f));
        Candidate lost = candidate(3);
        lost.add(0, new Candidate.Fresh(1, Optional.empty(), Optional.empty(), 1, 2));
        Candidate none = candidate(4);
        assertThat(first.behind(second)).isCloseTo(0.1, within(1e-9));
        assertThat(second.behind(first)).isCloseTo(-0.1, within(1e-9));
        assertThat(lost.behind(first)).isInfinite();
        assertThat(Race.ranked(List.of(first, second, lost, none)))
                .as("the second leads on the seed of both, though the mean of the first is lower")
                .containsExactly(second, first, lost);
        assertThat(Race.ranked(List.of(lost, none))).isEmpty();
    }
}
