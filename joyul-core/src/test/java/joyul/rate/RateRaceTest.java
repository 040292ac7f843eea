package joyul.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class RateRaceTest {
    private final List<Double> order = new ArrayList<>();

    private RateRace run(double middle, DoubleUnaryOperator loss) {
        RateRace race = new RateRace(middle);
        OptionalInt next = race.next();
        while (next.isPresent()) {
            double place = RateRace.place(next.getAsInt());
            order.add(place);
            race.add(next.getAsInt(), new RacedRate(RateRace.rate(next.getAsInt()), 10, 1, loss.applyAsDouble(place)));
            next = race.next();
        }
        return race;
    }

    @Test
    void threeRatesHalfADecadeApartSufficeAroundTheBest() {
        RateRace race = run(-1.2, place -> Math.exp((place + 1.1) * (place + 1.1)));
        assertThat(order).containsExactly(-1.0, -1.5, -0.5);
        assertThat(race.favoured()).isCloseTo(-1.1, within(1e-9));
    }

    @Test
    void theRaceGoesOnWhileTheBestIsAtAnEdgeAndEndsAfterSixRates() {
        RateRace race = run(-1, place -> Math.exp(place));
        assertThat(order).containsExactly(-1.0, -1.5, -0.5, -2.0, -2.5, -3.0);
        assertThat(race.bestAtEdge()).isTrue();
        assertThat(race.favoured()).isEqualTo(-3.0);
    }

    @Test
    void whereTheMiddleRanAwayOnlyLowerRatesAreRun() {
        RateRace race =
                run(0, place -> place > -0.9 ? Double.POSITIVE_INFINITY : Math.exp(2 * (place + 1.4) * (place + 1.4)));
        assertThat(order).containsExactly(0.0, -0.5, -1.0, -1.5, -2.0);
        assertThat(race.givenUpAbove()).hasValue(-1);
        assertThat(race.favoured()).isCloseTo(-1.4, within(0.001));
    }

    @Test
    void aSideThatRanAwayCountsAsTwiceAsHighAsTheOther() {
        RateRace race = run(-1, place -> place > -0.9 ? Double.POSITIVE_INFINITY : Math.exp((place + 1) * (place + 1)));
        // below 0.25, above 0.5: a quarter decade times (0.25 - 0.5) / 0.75 from -1.
        assertThat(race.favoured()).isCloseTo(-1 - 0.25 / 3, within(1e-9));
    }

    @Test
    void ofTyingRatesTheMiddleUpToTheHighestIsFavoured() {
        RateRace race = run(-1, place -> place < -1.2 ? 2 : place > -0.2 ? 3 : place > -0.7 ? 1.1 : 1);
        assertThat(order).containsExactly(-1.0, -1.5, -0.5);
        assertThat(race.highestTied()).isEqualTo(-1);
        assertThat(race.favoured()).isEqualTo(-0.75);
    }

    @Test
    void howFarTheScoresStayNearTheBestIsReadBetweenTheRates() {
        RateRace race = run(-1, place -> Math.exp((place + 1) * (place + 1)));
        // 0 at -1 and 0.25 at -0.5: 0.1 lies two fifths of the way; beyond the last rate nothing is known.
        assertThat(race.highestWithin(0.1)).isCloseTo(-0.8, within(1e-9));
        assertThat(race.highestWithin(9)).isEqualTo(-0.5);
    }

    @Test
    void seedsOfOneRateCountWithTheMeanOfTheirLogarithms() {
        RateRace race = run(-1, place -> Math.exp((place + 1) * (place + 1)));
        race.add(-2, new RacedRate(0.1, 10, 2, Math.exp(0.5)));
        assertThat(race.score(-2)).isCloseTo(0.25, within(1e-12));
    }
}
