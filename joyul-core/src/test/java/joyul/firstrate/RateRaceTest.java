package joyul.firstrate;

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
        // Losses e^0.16, e^0.01 and e^0.36: the tenth powers of the lowest by each are e^-1.5, 1 and e^-3.5.
        double sum = -1.5 * Math.exp(-1.5) - 1 - 0.5 * Math.exp(-3.5);
        assertThat(race.favoured()).isCloseTo(sum / (Math.exp(-1.5) + 1 + Math.exp(-3.5)), within(1e-9));
    }

    @Test
    void theRaceGoesOnWhileTheBestIsAtAnEdgeAndEndsAfterSixRates() {
        RateRace race = run(-1, place -> Math.exp(place));
        assertThat(order).containsExactly(-1.0, -1.5, -0.5, -2.0, -2.5, -3.0);
        assertThat(race.bestAtEdge()).isTrue();
        // Half a decade costs half of the logarithm.
        assertThat(race.favoured()).isCloseTo((-3 - 2.5 * Math.exp(-5)) / (1 + Math.exp(-5)), within(1e-9));
    }

    @Test
    void whereTheMiddleRanAwayOnlyLowerRatesAreRun() {
        RateRace race =
                run(0, place -> place > -0.9 ? Double.POSITIVE_INFINITY : Math.exp(2 * (place + 1.4) * (place + 1.4)));
        assertThat(order).containsExactly(0.0, -0.5, -1.0, -1.5, -2.0);
        assertThat(race.givenUpAbove()).hasValue(-1);
    }

    @Test
    void aSideThatRanAwayWeighsNothing() {
        RateRace race = run(-1, place -> place > -0.9 ? Double.POSITIVE_INFINITY : Math.exp((place + 1) * (place + 1)));
        double weight = Math.exp(-2.5);
        assertThat(race.favoured()).isCloseTo((-1 - 1.5 * weight) / (1 + weight), within(1e-9));
    }

    @Test
    void ofTwoRatesThatTieTheMiddleIsFavoured() {
        RateRace race = run(-1, place -> place < -1.2 || place > -0.2 ? 900 : 1);
        assertThat(order).containsExactly(-1.0, -1.5, -0.5);
        assertThat(race.highestTied()).isEqualTo(-1);
        assertThat(race.favoured()).isCloseTo(-0.75, within(1e-9));
    }

    @Test
    void lossesOfNothingTieToo() {
        RateRace race = run(-1, place -> place < -1.2 ? 1 : 0);
        assertThat(race.favoured()).isBetween(-1.0, 0.0);
    }

    @Test
    void seedsOfOneRateCountWithTheMeanOfTheirLogarithms() {
        RateRace race = run(-1, place -> Math.exp((place + 1) * (place + 1)));
        race.add(-2, new RacedRate(0.1, 10, 2, Math.exp(0.5)));
        assertThat(race.score(-2)).isCloseTo(0.25, within(1e-12));
    }
}
