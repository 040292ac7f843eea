package joyul.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import joyul.space.FloatDomain;
import joyul.space.Scale;
import joyul.study.Direction;
import joyul.study.Trial;
import joyul.testkit.SomeTrial;
import org.junit.jupiter.api.Test;

class RateIntervalTest {
    private static final FloatDomain RATES = new FloatDomain(1e-6, 1e3, Scale.LOG, null);

    /** Two trials at each of the rates e^-2, e^-1, 1, e, e², one above and one below a function of the logarithm. */
    private static List<Trial> trials(DoubleUnaryOperator loss, double spread) {
        List<Trial> trials = new ArrayList<>();
        for (int u = -2; u <= 2; u++) {
            for (int sign : new int[] {-1, 1}) {
                trials.add(SomeTrial.complete(trials.size(), loss.applyAsDouble(u) + sign * spread)
                        .with("learning_rate", Math.exp(u), RATES)
                        .snapshot());
            }
        }
        return trials;
    }

    private static Rung rung(List<Trial> trials) {
        return Rung.values(trials, Direction.MINIMIZE);
    }

    @Test
    void theIntervalIsWhereTheFitIsWithinOneStandardErrorOfItsLowestPoint() {
        // y = u² - 1 ± 0.1: residual variance 10 * 0.01 / 7; (X'X)⁻¹ at u = 0 is 68 / (10 * 68 - 20²) = 68 / 280.
        double error = Math.sqrt(0.1 / 7 * 68 / 280);
        RateInterval interval = RateInterval.of("learning_rate", rung(trials(u -> u * u - 1, 0.1)))
                .orElseThrow();
        assertThat(Math.log(interval.best())).isCloseTo(0, within(1e-9));
        assertThat(Math.log(interval.high())).isCloseTo(Math.sqrt(error), within(1e-9));
        assertThat(Math.log(interval.low())).isCloseTo(-Math.sqrt(error), within(1e-9));
        assertThat(interval.fit().at(1, 1)).isCloseTo(-1 + error, within(1e-9));
        assertThat(interval.trials()).isEqualTo(10);
    }

    @Test
    void positiveLossesAreFittedByTheirLogarithm() {
        RateInterval interval = RateInterval.of("learning_rate", rung(trials(u -> Math.exp(0.5 * u * u), 1e-3)))
                .orElseThrow();
        assertThat(interval.fit().at(Math.E, 0)).isCloseTo(Math.exp(0.5), within(1e-2));
    }

    @Test
    void aFlatLossResolvesNothing() {
        assertThat(RateInterval.of("learning_rate", rung(trials(u -> 1, 0.1)))).isEmpty();
        assertThat(why(trials(u -> 1, 0.1))).contains("does not bend clearly");
    }

    @Test
    void anOptimumOutsideTheRatesTriedIsNotNamed() {
        List<Trial> trials = trials(u -> 0.1 * (u - 6) * (u - 6) - 2, 0.001);
        assertThat(RateInterval.of("learning_rate", rung(trials))).isEmpty();
        assertThat(why(trials)).contains("outside the rates tried");
    }

    @Test
    void fewTrialsResolveNothing() {
        List<Trial> trials = trials(u -> u * u + 1, 0.1).subList(0, 9);
        assertThat(RateInterval.of("learning_rate", rung(trials))).isEmpty();
        assertThat(why(trials)).contains("only 9 trials");
    }

    @Test
    void aWinnerOutsideTheIntervalLeavesTheRateOpen() {
        List<Trial> trials = new ArrayList<>(trials(u -> u * u - 1, 0.1));
        Trial winner = trials.get(9);
        assertThat(RateInterval.around(rung(trials), winner)).isEmpty();
        assertThat(RateFindings.of(Set.of("learning_rate"), rung(trials), winner)
                        .get(0)
                        .sentence(Texts.of(Language.EN)))
                .contains("but the winner’s rate is 7.39");
    }

    private static String why(List<Trial> trials) {
        return RateFindings.of(Set.of("learning_rate"), rung(trials), trials.get(0))
                .get(0)
                .sentence(Texts.of(Language.EN));
    }
}
