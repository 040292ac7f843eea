package joyul.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import joyul.space.Domain;
import joyul.space.FloatDomain;
import joyul.space.IntDomain;
import joyul.space.Scale;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class ParzenEstimatorTest {
    private static final Offset<Double> NEAR = within(1e-10);

    static Stream<Arguments> cases() {
        return StreamSupport.stream(Fixture.TPE.get("estimators").spliterator(), false)
                .map(row -> Arguments.of(row.get("name").stringValue(), row));
    }

    private static ParzenEstimator estimator(JsonNode row) {
        Map<String, Domain> space = Fixture.space(row.get("space"));
        return new ParzenEstimator(List.copyOf(space.values()), Fixture.rows(row.get("observations")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void weightsAndKernelsAreOptunas(String name, JsonNode row) {
        ParzenEstimator estimator = estimator(row);
        assertThat(estimator.weights()).containsExactly(Fixture.numbers(row.get("weights")), NEAR);
        List<JsonNode> expected = new ArrayList<>();
        row.get("kernels").forEach(expected::add);
        for (int i = 0; i < expected.size(); i++) {
            if (estimator.kernels().get(i) instanceof NumericKernels kernels) {
                double[] centers = Fixture.numbers(expected.get(i).get("centers"));
                double[] widths = Fixture.numbers(expected.get(i).get("widths"));
                assertThat(kernels.centers()).as("centers of %s", name).containsExactly(centers, NEAR);
                assertThat(kernels.widths()).as("widths of %s", name).containsExactly(widths, NEAR);
            } else {
                assertChoices(estimator.kernels().get(i), expected.get(i).get("probabilities"));
            }
        }
    }

    private static void assertChoices(Kernels kernels, JsonNode probabilities) {
        for (int kernel = 0; kernel < probabilities.size(); kernel++) {
            double[] row = Fixture.numbers(probabilities.get(kernel));
            for (int choice = 0; choice < row.length; choice++) {
                assertThat(kernels.logDensity(choice, kernel)).isCloseTo(Math.log(row[choice]), NEAR);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void logDensitiesAreOptunas(String name, JsonNode row) {
        ParzenEstimator estimator = estimator(row);
        double[] expected = Fixture.numbers(row.get("log_densities"));
        List<double[]> points = Fixture.rows(row.get("points"));
        for (int i = 0; i < expected.length; i++) {
            assertThat(estimator.logDensity(points.get(i))).as(name).isCloseTo(expected[i], NEAR);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void drawsLieInTheDomainsAndHaveADensity(String name, JsonNode row) {
        ParzenEstimator estimator = estimator(row);
        List<Domain> domains = List.copyOf(Fixture.space(row.get("space")).values());
        SplittableRandom random = new SplittableRandom(1);
        for (int draw = 0; draw < 200; draw++) {
            double[] point = estimator.draw(random);
            for (int i = 0; i < point.length; i++) {
                Domain domain = domains.get(i);
                assertThat(domain.contains(domain.decode(point[i])))
                        .as("%s in %s of %s", point[i], domain, name)
                        .isTrue();
            }
            assertThat(estimator.logDensity(point)).isFinite();
        }
    }

    @Test
    void theDensityOfASteppedDomainSumsToOne() {
        ParzenEstimator estimator = new ParzenEstimator(
                List.of(new IntDomain(8, 512, Scale.LOG, 1)), List.of(new double[] {32}, new double[] {64}));
        double sum = 0;
        for (int value = 8; value <= 512; value++) {
            sum += Math.exp(estimator.logDensity(new double[] {value}));
        }
        assertThat(sum).isCloseTo(1, within(1e-12));
    }

    @Test
    void drawsFollowTheDensity() {
        ParzenEstimator estimator = new ParzenEstimator(
                List.of(new FloatDomain(0, 1, Scale.LINEAR, null)), List.of(new double[] {0.2}, new double[] {0.3}));
        SplittableRandom random = new SplittableRandom(2);
        int draws = 20_000;
        int low = 0;
        for (int i = 0; i < draws; i++) {
            low += estimator.draw(random)[0] < 0.4 ? 1 : 0;
        }
        double expected = 0;
        for (int i = 0; i < 4000; i++) {
            expected += Math.exp(estimator.logDensity(new double[] {(i + 0.5) * 1e-4})) * 1e-4;
        }
        assertThat((double) low / draws).isCloseTo(expected, within(4 * Math.sqrt(0.25 / draws)));
    }
}
