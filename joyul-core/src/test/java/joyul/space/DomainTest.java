package joyul.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import joyul.check.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DomainTest {
    private static FloatDomain stepped(double low, double high, double step) {
        return new FloatDomain(low, high, Scale.LINEAR, step);
    }

    @Test
    void highFallsToTheLastStepInDecimalArithmetic() {
        assertThat(stepped(0, 1, 0.3).high()).isEqualTo(0.9);
        assertThat(stepped(0.1, 0.7, 0.1).high()).isEqualTo(0.7);
        assertThat(stepped(0, 0.05, 0.1).single()).isTrue();
        assertThat(new IntDomain(8, 67, Scale.LINEAR, 8).high()).isEqualTo(64);
        assertThat(new IntDomain(-5, 6, Scale.LINEAR, 4).high()).isEqualTo(3);
    }

    @Test
    void valuesOnAGridAreWrittenAsPeopleCountThem() {
        assertThat(stepped(0.1, 0.7, 0.1).nearest(0.31)).isEqualTo(0.3);
        assertThat(stepped(0.1, 0.7, 0.1).nearest(99)).isEqualTo(0.7);
        assertThat(new IntDomain(8, 64, Scale.LINEAR, 8).nearest(29)).isEqualTo(32);
        assertThat(new IntDomain(8, 64, Scale.LINEAR, 8).nearest(-1e9)).isEqualTo(8);
    }

    @Test
    void whatIsOffTheGridOrOutsideIsNotContained() {
        assertThat(stepped(0, 1, 0.1).contains(0.30000000000000004)).isTrue();
        assertThat(stepped(0, 1, 0.1).contains(0.35)).isFalse();
        assertThat(new FloatDomain(0, 1, Scale.LINEAR, null).contains(Double.NaN))
                .isFalse();
        assertThat(new FloatDomain(0, 1, Scale.LINEAR, null).contains("0.5")).isFalse();
        assertThat(new IntDomain(8, 64, Scale.LINEAR, 8).contains(20)).isFalse();
        assertThat(new IntDomain(8, 64, Scale.LINEAR, 8).contains(16.0)).isTrue();
        assertThat(new IntDomain(0, 9, Scale.LINEAR, 1).contains(1e300)).isFalse();
        assertThat(new ChoiceDomain(List.of("a", 1)).contains(1)).isTrue();
        assertThat(new ChoiceDomain(List.of("a", 1)).contains(List.of())).isFalse();
    }

    @Test
    void rangesThatMakeNoSenseAreRefusedByName() {
        assertThatThrownBy(() -> new FloatDomain(1, 0, Scale.LINEAR, null))
                .isInstanceOf(InputException.class)
                .hasMessage("high must be at least low (1.0), but was 0");
        assertThatThrownBy(() -> new FloatDomain(0, 1, Scale.LOG, null))
                .hasMessage("low must be above 0 on a logarithmic scale, but was 0");
        assertThatThrownBy(() -> new FloatDomain(1, 2, Scale.LOG, 0.5)).hasMessageContaining("step must be absent");
        assertThatThrownBy(() -> new FloatDomain(Double.NaN, 1, Scale.LINEAR, null))
                .hasMessageContaining("low must be");
        assertThatThrownBy(() -> stepped(0, 1, 0)).hasMessageContaining("step must be positive");
        assertThatThrownBy(() -> new IntDomain(0, 5, Scale.LOG, 1)).hasMessageContaining("logarithmic scale");
        assertThatThrownBy(() -> new IntDomain(1, 5, Scale.LOG, 2)).hasMessageContaining("step must be 1");
        assertThatThrownBy(() -> new IntDomain(0, Long.MAX_VALUE, Scale.LINEAR, 1))
                .hasMessageContaining("high must");
        assertThatThrownBy(() -> new ChoiceDomain(List.of())).hasMessageContaining("number of choices");
        assertThatThrownBy(() -> new ChoiceDomain(List.of("a", "a"))).hasMessageContaining("must differ");
        assertThatThrownBy(() -> new ChoiceDomain(List.of(1, 1L))).hasMessageContaining("must differ");
        assertThatThrownBy(() -> new ChoiceDomain(List.of(Scale.LOG))).hasMessageContaining("LOG");
    }

    @Test
    void sharesSpreadEvenlyOverTheScale() {
        assertThat(new FloatDomain(-Double.MAX_VALUE, Double.MAX_VALUE, Scale.LINEAR, null).at(0.5))
                .isEqualTo(0.0);
        assertThat(new FloatDomain(1e-4, 1, Scale.LOG, null).at(0.5))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.DOUBLE)
                .isCloseTo(0.01, within(1e-15));
        assertThat(new FloatDomain(-2, 6, Scale.LINEAR, null).at(0.25)).isEqualTo(0.0);
        Map<Object, Integer> counts = new HashMap<>();
        for (int i = 0; i < 400; i++) {
            double share = (i + 0.5) / 400;
            counts.merge(new IntDomain(1, 4, Scale.LINEAR, 1).at(share), 1, Integer::sum);
            counts.merge(stepped(0.1, 0.4, 0.1).at(share), 1, Integer::sum);
            counts.merge(new ChoiceDomain(List.of("a", "b", "c", "d")).at(share), 1, Integer::sum);
        }
        assertThat(counts)
                .hasSize(12)
                .allSatisfy((value, count) -> assertThat(count).isEqualTo(100));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyShareGivesAValueOfTheDomainThatSurvivesItsCode(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            double low = random.nextGaussian() * Math.pow(10, random.nextInt(9) - 4);
            double high = low + Math.abs(random.nextGaussian()) * Math.pow(10, random.nextInt(9) - 4);
            long start = 1L + random.nextInt(1000);
            long end = start + random.nextInt(1000);
            List<Domain> domains = List.of(
                    new FloatDomain(low, high, Scale.LINEAR, null),
                    stepped(low, high, Math.max(1e-5, (high - low) / (1 + random.nextInt(20)))),
                    new FloatDomain(Math.abs(low), Math.abs(low) + high - low, Scale.LOG, null),
                    new IntDomain(start, end, Scale.LOG, 1),
                    new IntDomain(-end, end, Scale.LINEAR, 1 + random.nextInt(7)),
                    new ChoiceDomain(List.of(true, false, 0.5)));
            double share = i == 0 ? 0 : i == 1 ? Math.nextDown(1.0) : random.nextDouble();
            for (Domain domain : domains) {
                Object value = domain.at(share);
                assertThat(domain.contains(value))
                        .as("seed %d: %s in %s", seed, value, domain)
                        .isTrue();
                assertThat(domain.decode(domain.encode(value))).isEqualTo(value);
            }
        }
    }

    @Test
    void aNameMayChangeItsRangeButNotItsKindScaleOrChoices() {
        FloatDomain rate = new FloatDomain(1e-4, 1, Scale.LOG, null);
        assertThat(rate.sameKind(new FloatDomain(1e-3, 10, Scale.LOG, null))).isTrue();
        assertThat(rate.sameKind(new FloatDomain(1e-4, 1, Scale.LINEAR, null))).isFalse();
        assertThat(rate.sameKind(new IntDomain(1, 9, Scale.LOG, 1))).isFalse();
        assertThat(new IntDomain(1, 9, Scale.LOG, 1).sameKind(new IntDomain(1, 7, Scale.LOG, 1)))
                .isTrue();
        assertThat(new ChoiceDomain(List.of("a", "b")).sameKind(new ChoiceDomain(List.of("b", "a"))))
                .isFalse();
    }
}
