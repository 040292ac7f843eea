package joyul.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import joyul.form.Fields;
import joyul.layer.Conv;
import joyul.layer.Linear;
import joyul.layer.Shape;
import joyul.layer.Weight;
import joyul.norm.BatchNorm;
import org.junit.jupiter.api.Test;

class InitializationTest {
    private static final Weight LINEAR =
            new Linear(300).weights(new Shape.Vector(200)).get(0);
    private static final Weight CONV =
            new Conv(80).weights(new Shape.Image(60, 5, 5)).get(0);
    private static final Weight BIAS =
            new Linear(30_000).weights(new Shape.Vector(25)).get(1);

    @Test
    void deviationsAreThoseOfThePapers() {
        for (Weight weight : List.of(LINEAR, CONV)) {
            double in = weight.equals(LINEAR) ? 200 : 60 * 9;
            double out = weight.equals(LINEAR) ? 300 : 80 * 9;
            hasDeviation(new Initialization.Torch(), weight, 1 / Math.sqrt(3 * in));
            hasDeviation(new Initialization.He(), weight, Math.sqrt(2 / in));
            hasDeviation(new Initialization.Xavier(), weight, Math.sqrt(2 / (in + out)));
            hasDeviation(new Initialization.Normal(0.01), weight, 0.01);
        }
        hasDeviation(new Initialization.Torch(), BIAS, 1 / Math.sqrt(3 * 25));
    }

    /** Mean zero and this deviation, each within four of its standard errors (of a normal, the wider ones). */
    private static void hasDeviation(Initialization initialization, Weight weight, double expected) {
        float[] values = initialization.values(weight, new SplittableRandom(5));
        int n = values.length;
        double mean =
                IntStream.range(0, n).mapToDouble(i -> values[i]).average().orElseThrow();
        double square = IntStream.range(0, n)
                .mapToDouble(i -> (double) values[i] * values[i])
                .average()
                .orElseThrow();
        assertThat(mean).isCloseTo(0, within(4 * expected / Math.sqrt(n)));
        assertThat(Math.sqrt(square)).isCloseTo(expected, within(4 * expected / Math.sqrt(2 * n)));
    }

    @Test
    void pyTorchsDefaultStaysInItsBound() {
        double bound = 1 / Math.sqrt(200);
        float[] values = new Initialization.Torch().values(LINEAR, new SplittableRandom(1));
        double largest = IntStream.range(0, values.length)
                .mapToDouble(i -> Math.abs(values[i]))
                .max()
                .orElseThrow();
        assertThat(largest).isBetween(0.999 * bound, bound);
    }

    @Test
    void biasesAreZeroButForPyTorchsDefaultAndNormalizationStartsAsTheIdentity() {
        List<Weight> affine = new BatchNorm().weights(new Shape.Vector(4));
        for (String name : Initializations.CATALOG.names()) {
            Initialization each = Initializations.CATALOG.read(Fields.of(Map.of("type", name)));
            SplittableRandom random = new SplittableRandom(1);
            assertThat(each.values(affine.get(0), random)).containsOnly(1);
            assertThat(each.values(affine.get(1), random)).containsOnly(0);
            if (!name.equals("torch")) {
                assertThat(each.values(BIAS, random)).containsOnly(0);
            }
        }
    }

    @Test
    void theSeedDecides() {
        Initialization he = new Initialization.He();
        assertThat(he.values(LINEAR, new SplittableRandom(3))).isEqualTo(he.values(LINEAR, new SplittableRandom(3)));
        assertThat(he.values(LINEAR, new SplittableRandom(3))).isNotEqualTo(he.values(LINEAR, new SplittableRandom(4)));
    }
}
