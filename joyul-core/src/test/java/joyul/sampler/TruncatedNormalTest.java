package joyul.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class TruncatedNormalTest {
    /** Equal to so many parts of the number, or of 1 for small numbers. */
    private static void assertNear(double actual, double expected, double part, Object what) {
        assertThat(actual).as("%s", what).isCloseTo(expected, within(part * Math.max(1, Math.abs(expected))));
    }

    @Test
    void theErrorFunctionAgreesWithTheCLibrary() {
        JsonNode normal = Fixture.TPE.get("normal");
        double[] xs = Fixture.numbers(normal.get("x"));
        double[] erf = Fixture.numbers(normal.get("erf"));
        double[] erfc = Fixture.numbers(normal.get("erfc"));
        for (int i = 0; i < xs.length; i++) {
            assertThat(Erf.erf(xs[i])).as("erf(%s)", xs[i]).isCloseTo(erf[i], within(2 * Math.ulp(erf[i])));
            assertThat(Erf.erfc(xs[i])).as("erfc(%s)", xs[i]).isCloseTo(erfc[i], within(4 * Math.ulp(erfc[i])));
        }
    }

    @Test
    void theLogarithmOfTheNormalCdfAgreesWithOptunaFarIntoTheTail() {
        JsonNode normal = Fixture.TPE.get("normal");
        double[] xs = Fixture.numbers(normal.get("x"));
        double[] logs = Fixture.numbers(normal.get("log_cdf"));
        for (int i = 0; i < xs.length; i++) {
            assertThat(Normal.logCdf(xs[i])).isCloseTo(logs[i], within(1e-13 * Math.abs(logs[i])));
            double found = Normal.logCdfInverse(logs[i]);
            assertNear(Normal.logCdf(found), logs[i], 1e-12, xs[i]);
        }
    }

    @Test
    void densityAndQuantileAgreeWithOptuna() {
        for (JsonNode row : Fixture.TPE.get("truncated")) {
            double a = row.get("a").doubleValue();
            double b = row.get("b").doubleValue();
            double x = row.get("x").doubleValue();
            double share = row.get("share").doubleValue();
            assertNear(TruncatedNormal.logDensity(x, a, b), Fixture.number(row.get("log_density")), 1e-10, row);
            assertNear(TruncatedNormal.quantile(share, a, b), Fixture.number(row.get("quantile")), 1e-10, row);
        }
    }

    @Test
    void whatLiesOutsideHasNoDensityAndTheEndsAreQuantiles() {
        assertThat(TruncatedNormal.logDensity(1.1, -1, 1)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(TruncatedNormal.quantile(0, -1, 2)).isEqualTo(-1);
        assertThat(TruncatedNormal.quantile(1, -1, 2)).isEqualTo(2);
        assertThat(TruncatedNormal.quantile(0.5, -1, 1)).isCloseTo(0, within(1e-15));
    }
}
