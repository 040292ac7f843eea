package joyul.firstrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import joyul.check.InputException;
import joyul.rate.Fixture;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class RangeRuleTest {
    /** 100 steps from 1e-7 to 10 whose losses need no averaging: given to the rules directly. */
    private static List<Double> rates(int count) {
        return IntStream.range(0, count).mapToObj(k -> Math.pow(10, k - 6)).toList();
    }

    @Test
    void eachRuleAgreesWithItsLibrarysDefinitionOnSixtyCurves() {
        List<JsonNode> lines = Fixture.lines("range_rules.jsonl");
        assertThat(lines).hasSize(60);
        for (JsonNode line : lines) {
            for (RangeRule rule : RangeRule.values()) {
                JsonNode wanted = line.get(rule.name().toLowerCase(Locale.ROOT));
                OptionalDouble found = rule.suggest(test(line, rule.library()));
                if (wanted == null || wanted.isNull()) {
                    assertThat(found).as("%s of %s", rule, line).isEmpty();
                } else {
                    assertThat(found.orElse(Double.NaN))
                            .as("%s of %s", rule, line)
                            .isCloseTo(wanted.asDouble(), within(1e-12 * wanted.asDouble()));
                }
            }
        }
    }

    private static RangeSweep test(JsonNode line, RangeLibrary library) {
        List<Double> rates = new ArrayList<>();
        List<Double> losses = new ArrayList<>();
        for (JsonNode loss : line.get("losses")) {
            rates.add(library.rate(library.lowest(), rates.size()));
            losses.add(loss.isNull() ? Double.POSITIVE_INFINITY : loss.asDouble());
        }
        return new RangeSweep(rates, losses);
    }

    @Test
    void theLongestFallingStretchIsReadAtTheMiddleOfItsThirds() {
        // Falls over places 1 to 6, six points: from place 6 - 6 = 0, a third of six and half of that: place 3.
        List<Double> losses = List.of(5.0, 6.0, 5.5, 4.0, 3.0, 2.0, 1.0, 8.0);
        assertThat(RangeRule.VALLEY.read(rates(8), losses)).hasValue(Math.pow(10, 3 - 6));
    }

    @Test
    void steepIsTheLargestFallPerDecadeAndLightningsPerUnitOfRate() {
        List<Double> losses = List.of(3.0, 2.999, 2.9, 2.0, 1.9, 1.8);
        assertThat(RangeRule.STEEP.read(rates(6), losses)).hasValue(Math.pow(10, 2 - 6));
        // Per unit of rate the first fall, 0.001 over 9e-6, is beaten by 0.099 over 9e-5, not by 0.9 over 9e-4.
        assertThat(RangeRule.LIGHTNING.read(rates(6), losses).orElse(0)).isLessThan(Math.pow(10, 3 - 6));
    }

    @Test
    void minimumIsATenthOfTheRateOfTheLowestLoss() {
        assertThat(RangeRule.MINIMUM.read(rates(4), List.of(3.0, 1.0, 2.0, 4.0)).orElse(0))
                .isCloseTo(1e-6, within(1e-18));
    }

    @Test
    void gradientsAreNumpys() {
        // numpy.gradient([1, 4, 9, 16]) and, at the places 0, 1, 3, 4, numpy.gradient([1, 4, 9, 16], [0, 1, 3, 4]).
        assertThat(RangeRule.gradient(List.of(1.0, 4.0, 9.0, 16.0), null)).containsExactly(3, 4, 6, 7);
        assertThat(RangeRule.gradient(List.of(1.0, 4.0, 9.0, 16.0), List.of(0.0, 1.0, 3.0, 4.0)))
                .containsExactly(new double[] {3, 17.0 / 6, 5.5, 7}, within(1e-12));
    }

    @Test
    void aTestStopsAboveFourTimesItsLowestAverage() {
        List<Double> rates = new ArrayList<>();
        List<Double> losses = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            rates.add(RangeLibrary.FASTAI.rate(1e-7, i));
            losses.add(i < 30 ? 1.0 : 60.0);
            boolean stops = RangeLibrary.FASTAI.stops(new RangeSweep(rates, losses));
            if (i < 31) {
                assertThat(stops).as("step %s", i).isFalse();
            } else if (stops) {
                return;
            }
        }
        throw new AssertionError("the test ran on");
    }

    @Test
    void theLibrariesTestsRunFromTheirLowestToTheirHighestRate() {
        assertThat(RangeLibrary.FASTAI.rate(1e-7, 0)).isEqualTo(1e-7);
        assertThat(RangeLibrary.FASTAI.rate(1e-7, 50)).isCloseTo(1e-3, within(1e-12));
        assertThat(RangeLibrary.LIGHTNING.rate(1e-8, 0)).isEqualTo(1e-8);
        assertThat(RangeLibrary.LIGHTNING.rate(1e-8, 1)).isCloseTo(1e-8 * Math.pow(10, 0.16), within(1e-20));
        assertThat(RangeLibrary.LIGHTNING.rate(1e-8, 99)).isCloseTo(1, within(1e-12));
    }

    @Test
    void aRangeTestNeedsALossForEachRate() {
        assertThatThrownBy(() -> new RangeSweep(List.of(1.0), List.of()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("1 rates and 0 losses");
    }
}
