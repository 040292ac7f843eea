package joyul.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class StatisticsTest {
    @Test
    void theRankTestIsThatOfScipy() {
        for (JsonNode each : Fixture.each("ranks")) {
            assertThat(RankTest.z(Fixture.numbers(each.get("left")), Fixture.numbers(each.get("right"))))
                    .isCloseTo(each.get("z").doubleValue(), within(1e-9));
        }
    }

    @Test
    void allRanksBelowAreCountedByHand() {
        // U = 25, mean 12.5, variance 25 / 12 * 11, continuity 0.5.
        double z = RankTest.z(new double[] {1, 2, 3, 4, 5}, new double[] {6, 7, 8, 9, Double.POSITIVE_INFINITY});
        assertThat(z).isCloseTo(12 / Math.sqrt(25 * 11 / 12.0), within(1e-12));
    }

    @Test
    void equalGroupsDoNotDiffer() {
        double[] lost = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
        assertThat(RankTest.z(lost, lost)).isZero();
    }

    @Test
    void theParabolaIsThatOfNumpy() {
        for (JsonNode each : Fixture.each("parabolas")) {
            Parabola fit = Parabola.fit(Fixture.numbers(each.get("x")), Fixture.numbers(each.get("y")));
            double[] at = Fixture.numbers(each.get("at"));
            for (int i = 0; i < at.length; i++) {
                assertThat(fit.at(at[i])).isCloseTo(each.get("fitted").get(i).doubleValue(), within(1e-9));
                assertThat(fit.error(at[i])).isCloseTo(each.get("errors").get(i).doubleValue(), within(1e-9));
            }
            assertThat(fit.curvatureT()).isCloseTo(each.get("curvature_t").doubleValue(), within(1e-7));
            assertThat(fit.lowest()).isCloseTo(each.get("lowest").doubleValue(), within(1e-9));
        }
    }

    @Test
    void theMedianOfAChoiceCountsLostTrialsAsWorst() {
        double infinite = Double.POSITIVE_INFINITY;
        assertThat(new ChoiceScore("a", new double[] {infinite, 1, 2}).median()).isEqualTo(2);
        assertThat(new ChoiceScore("a", new double[] {4, 1, 2, 3}).median()).isEqualTo(2.5);
        assertThat(new ChoiceScore("a", new double[] {infinite, infinite, 1}).median())
                .isInfinite();
    }
}
