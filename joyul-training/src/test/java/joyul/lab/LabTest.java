package joyul.lab;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import joyul.data.Data;
import joyul.data.Examples;
import joyul.network.Initialization;
import joyul.norm.BatchNorm;
import joyul.norm.Normalization;
import joyul.norm.Whitening;
import joyul.recipe.Recipe;
import joyul.recipe.RecipeDraft;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class LabTest {
    private static Data fashion() {
        Data all = Data.load("fashion-mini");
        return Data.of("fashion", first(all.train(), 3_000), first(all.validation(), 500), first(all.test(), 100));
    }

    private static Examples first(Examples all, int count) {
        return all.subset(IntStream.range(0, count).toArray());
    }

    /** Section 4.1 in small: at its own best rate each, batch norm is there in half the steps, or sooner. */
    @Test
    void batchNormReachesThePlainSigmoidNetworksBestInHalfItsSteps() {
        Data binary = SigmoidMlp.binary(fashion());
        Map<String, Recipe> arms = SigmoidMlp.arms(binary, new Initialization.Xavier(), 6);
        Map<String, List<Curve>> best = Arms.atBestRate(Arms.run(arms, binary, new double[] {0.5, 2}, new long[] {1}));
        Curve plain = requireNonNull(best.get(SigmoidMlp.PLAIN)).get(0);
        Curve normalized = requireNonNull(best.get(SigmoidMlp.NORMALIZED)).get(0);
        assertThat(plain.points()).hasSize(6);
        assertThat(normalized.stepsTo(plain.best()).orElse(Long.MAX_VALUE)).isLessThanOrEqualTo(150);
        Curve.Point last = normalized.points().get(5);
        assertThat(last.low()).isLessThan(last.middle());
        assertThat(last.middle()).isLessThan(last.high());
    }

    @Test
    @Tag("slow")
    void whiteningCostsMoreThanBatchNormAndEverMoreAsLayersWiden() {
        Map<String, Normalization> kinds = new LinkedHashMap<>();
        kinds.put("batch norm", new BatchNorm());
        kinds.put("whitening", new Whitening());
        Map<String, List<Double>> seconds = WhiteningCost.seconds(kinds, new int[] {16, 512}, 256, 3);
        List<Double> plain = requireNonNull(seconds.get("batch norm"));
        List<Double> whitening = requireNonNull(seconds.get("whitening"));
        double narrow = whitening.get(0) / plain.get(0);
        double wide = whitening.get(1) / plain.get(1);
        assertThat(wide).isGreaterThan(narrow).isGreaterThan(4);
    }

    @Test
    void batchNormAndDropoutAreComparedInTheSameNetwork() {
        Data data = fashion();
        Recipe recipe =
                RecipeDraft.parse("{network: mlp, epochs: 1}", "recipe.yaml").complete(data);
        Map<String, Recipe> arms = NormOrDropout.arms(recipe, 0.5);
        assertThat(requireNonNull(arms.get("both")).network().names()).contains("norm", "dropout");
        Map<String, List<Curve>> best = Arms.atBestRate(Arms.run(arms, data, new double[] {0.05}, new long[] {1, 2}));
        assertThat(best.keySet()).containsExactly("neither", "batch norm", "dropout", "both");
        best.values().forEach(curves -> assertThat(curves).hasSize(2));
        // One epoch is too short for regularisation to pay: what learns faster is ahead.
        assertThat(Arms.meanBest(requireNonNull(best.get("batch norm"))))
                .isGreaterThan(Arms.meanBest(requireNonNull(best.get("dropout"))));
    }
}
