package joyul.train;

import static org.assertj.core.api.Assertions.assertThat;

import joyul.model.Scores;
import org.junit.jupiter.api.Test;

class StatisticsGapTest {
    /** Losses about a mean, so that differences of 0.01 between two such scores have an error of 0. */
    private static Scores scores(double loss, double accuracy) {
        float[] losses = {(float) loss - 0.02f, (float) loss + 0.02f, (float) loss};
        return new Scores(loss, accuracy, losses);
    }

    @Test
    void aFewPercentOfASmallLossAreAHealthyRun() {
        assertThat(new StatisticsGap(scores(0.068, 0.988), scores(0.0637, 0.988)).matters())
                .isFalse();
    }

    @Test
    void aQuarterOfTheLossOrAPointOfAccuracyMatters() {
        assertThat(new StatisticsGap(scores(0.08, 0.988), scores(0.0637, 0.988)).matters())
                .isTrue();
        assertThat(new StatisticsGap(scores(0.068, 0.97), scores(0.0637, 0.988)).matters())
                .isTrue();
        assertThat(new StatisticsGap(scores(Double.NaN, 0.1), scores(0.4, 0.9)).matters())
                .isTrue();
    }

    @Test
    void whatTheExamplesDoNotResolveDoesNot() {
        Scores wild = new Scores(0.2, 0.9, new float[] {0, 0, 0.6f});
        assertThat(new StatisticsGap(wild, scores(0.1, 0.95)).matters()).isFalse();
    }
}
