package joyul.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import joyul.data.Data;
import joyul.data.Examples;
import joyul.explain.Diagnosis;
import joyul.explain.Finding;
import joyul.explain.Finding.Kind;
import joyul.explain.Language;
import joyul.explain.LayerHistory;
import joyul.explain.LayerReading;
import joyul.explain.Texts;
import joyul.layer.Conv;
import joyul.layer.GlobalPool;
import joyul.layer.Linear;
import joyul.layer.NormPlace;
import joyul.layer.Relu;
import joyul.layer.Residual;
import joyul.network.Network;
import joyul.optim.AdamW;
import joyul.optim.Sgd;
import joyul.recipe.Recipe;
import joyul.recipe.RecipeDraft;
import joyul.run.Cancellation;
import joyul.torch.Scope;
import joyul.torch.Tensors;
import joyul.train.Trainer;
import joyul.train.TrainingData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiagnoseTest {
    private static final Data FASHION = some(Data.load("fashion-mini"));

    private static Data some(Data all) {
        return Data.of("fashion", first(all.train(), 600), first(all.validation(), 200), first(all.test(), 100));
    }

    private static Examples first(Examples all, int count) {
        return all.subset(IntStream.range(0, count).toArray());
    }

    static Recipe recipe(String activation, String initialization, int depth, String normalization) {
        return RecipeDraft.parse(
                        "network: {type: mlp, depth: " + depth + ", activation: " + activation + "}\n"
                                + "initialization: " + initialization + "\n"
                                + "normalization: " + normalization + "\n"
                                + "statistics: moving\nbatch_size: 60\nlearning_rate: 0.01\nschedule: constant\nepochs: 1\n",
                        "recipe.yaml")
                .complete(FASHION);
    }

    /** The reference table: 784-100^L-10, batch 60, first over last |delta| at initialisation, and what is to be said. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sigmoid | {type: normal, std: 0.1}  | 10 | none       | 2e-6  | VANISHING
            sigmoid | xavier                    | 10 | none       | 2e-6  | VANISHING
            sigmoid | {type: normal, std: 0.01} | 10 | none       | 4e-15 | VANISHING
            sigmoid | {type: normal, std: 1}    | 10 | none       | 0.6   | -
            tanh    | xavier                    | 10 | none       | 0.4   | -
            tanh    | {type: normal, std: 0.01} | 10 | none       | 9e-10 | VANISHING
            tanh    | {type: normal, std: 1}    | 10 | none       | 2e3   | EXPLODING
            relu    | he                        | 10 | none       | 0.9   | -
            relu    | {type: normal, std: 0.01} | 10 | none       | 4e-11 | VANISHING
            sigmoid | xavier                    | 10 | batch_norm | 1.1   | -
            sigmoid | {type: normal, std: 0.01} | 10 | batch_norm | 1.1   | -
            tanh    | xavier                    | 10 | batch_norm | 2.3   | -
            relu    | he                        | 10 | batch_norm | 5.9   | -
            sigmoid | xavier                    | 20 | batch_norm | 1.9   | -
            tanh    | xavier                    | 20 | batch_norm | 7.4   | -
            relu    | he                        | 20 | batch_norm | 54    | EXPLODING_BY_NORMALIZATION
            """)
    void whatVanishesOrExplodesInTheReferenceTableIsFlagged(
            String activation, String initialization, int depth, String normalization, double ratio, String kind) {
        Diagnosis diagnosis = new Diagnose(recipe(activation, initialization, depth, normalization), FASHION)
                .steps(1)
                .run();
        assertThat(diagnosis.ratios()[0]).as("first over last delta").isBetween(ratio / 4, ratio * 4);
        List<Kind> wanted = kind.equals("-") ? List.of() : List.of(Kind.valueOf(kind));
        assertThat(depthFindings(diagnosis)).isEqualTo(wanted);
    }

    private static List<Kind> depthFindings(Diagnosis diagnosis) {
        return diagnosis.findings().stream()
                .map(Finding::kind)
                .filter(kind -> List.of(Kind.VANISHING, Kind.SATURATED, Kind.EXPLODING, Kind.EXPLODING_BY_NORMALIZATION)
                        .contains(kind))
                .toList();
    }

    /** (std sqrt(n) / 4)^(L-1), the size of the product of the layers' Jacobians for sigmoids near zero. */
    @Test
    void aPlainSigmoidNetworkVanishesByTheFormula() {
        for (double std : new double[] {0.01, 0.05, 0.1}) {
            Diagnosis diagnosis = new Diagnose(
                            recipe("sigmoid", "{type: normal, std: " + std + "}", 10, "none"), FASHION)
                    .steps(1)
                    .run();
            double formula = Math.pow(std * Math.sqrt(100) / 4, 9);
            assertThat(diagnosis.ratios()[0]).isBetween(formula / 4, formula * 4);
        }
    }

    @Test
    void vanishingIsToldWhereTheGradientsOfTheWeightsAreFlat() {
        Diagnosis diagnosis = new Diagnose(recipe("tanh", "{type: normal, std: 0.01}", 10, "none"), FASHION)
                .steps(1)
                .run();
        double first = diagnosis.layers().get(0).readings().get(0).gradient();
        double last = diagnosis.layers().get(9).readings().get(0).gradient();
        assertThat(first / last).isBetween(0.25, 4.0);
        assertThat(depthFindings(diagnosis)).containsExactly(Kind.VANISHING);
        assertThat(diagnosis.findings().get(0).sentence(Texts.of(Language.EN)))
                .startsWith("The gradient vanishes: delta (dL/dz) falls to 8")
                .contains("1 (linear 100)");
    }

    @Test
    void saturationIsMeasuredAndAloneIsNoWarning() {
        Diagnosis diagnosis = new Diagnose(recipe("sigmoid", "{type: normal, std: 1}", 10, "none"), FASHION)
                .steps(1)
                .run();
        double[] shares = diagnosis.layers().subList(1, 10).stream()
                .mapToDouble(layer -> layer.readings().get(0).saturated())
                .toArray();
        assertThat(Arrays.stream(shares).average().orElseThrow()).isBetween(0.4, 0.9);
        assertThat(depthFindings(diagnosis)).isEmpty();
    }

    @Test
    void itIsSaidThatPairsNormalisedTogetherPassNoGradient() {
        Recipe recipe = recipe("relu", "he", 2, "{type: ghost_batch_norm, size: 2}");
        Diagnosis diagnosis = new Diagnose(recipe, FASHION).steps(1).run();
        assertThat(diagnosis.together()).isEqualTo(2);
        assertThat(diagnosis.findings().get(0).kind()).isEqualTo(Kind.NORMALIZED_IN_PAIRS);
    }

    @Test
    void aProbeLeavesTheRunBitForBitWhatItWas() {
        Recipe recipe = recipe("relu", "he", 3, "batch_norm");
        float[] probed = weights(recipe, trainer -> {
            try (LayerProbe probe = new LayerProbe(
                    trainer,
                    Block.of(recipe.network().with(recipe.normalization()), Recipe.shape(FASHION)),
                    recipe.optimizer(),
                    step -> step % 2 == 1,
                    Long.MAX_VALUE,
                    new Cancellation())) {
                trainer.run(1, probe);
                assertThat(probe.readings().get(0)).hasSize(5);
            }
        });
        assertThat(probed).isEqualTo(weights(recipe, trainer -> trainer.run(1)));
    }

    private static float[] weights(Recipe recipe, Consumer<Trainer> run) {
        try (TrainingData shared = new TrainingData(FASHION, recipe);
                Trainer trainer = new Trainer(recipe, shared)) {
            run.accept(trainer);
            try (Scope scope = Scope.open()) {
                return Tensors.floats(trainer.model().parameters());
            }
        }
    }

    /** The update of plain SGD is rate times gradient: what is read must be that, over the weights' norm. */
    @Test
    void readingsAreWhatTheFormulasSay() {
        Recipe recipe = recipe("relu", "he", 2, "none").with(r -> r.optimizer(new Sgd(0, false, 0)));
        Diagnosis diagnosis = new Diagnose(recipe, FASHION).steps(1).run();
        for (LayerHistory layer : diagnosis.layers()) {
            LayerReading reading = layer.readings().get(0);
            int fanIn = layer.place().equals("1") ? 784 : 100;
            int fanOut = layer.place().equals("5") ? 10 : 100;
            double size = Math.sqrt(2.0 / fanIn * fanIn * fanOut);
            assertThat(reading.update()).isCloseTo(0.01 * reading.gradient() / size, withinPercentage(5));
            assertThat(reading.expected()).isEqualTo(1e-3);
        }
    }

    /** Without a normalization or an activation behind the sum, all that is added has the sum's gradient. */
    @Test
    void layersInBranchesAreNamedByTheirPlacesAndReadThere() {
        Network network = Network.of(
                new Conv(4, 3, 4, 1, true),
                new Residual(
                        List.of(new Conv(5), new NormPlace(), new Relu(), new Conv(5, 3, 2, 1, true)),
                        List.of(new Conv(5, 1, 2, 0, true))),
                new GlobalPool(),
                new Linear(10));
        Recipe recipe = recipe("relu", "he", 2, "batch_norm").with(r -> r.network(network));
        Diagnosis diagnosis = new Diagnose(recipe, FASHION).steps(1).run();
        assertThat(diagnosis.layers())
                .extracting(LayerHistory::label, LayerHistory::activation, LayerHistory::normalized)
                .containsExactly(
                        tuple("0 (conv 4)", "", false),
                        tuple("1.body.0 (conv 5)", "relu", true),
                        tuple("1.body.3 (conv 5)", "", false),
                        tuple("1.shortcut.0 (conv 5)", "", false),
                        tuple("3 (linear 10)", "", false));
        double ofBody = diagnosis.layers().get(2).readings().get(0).delta();
        assertThat(ofBody).isPositive();
        assertThat(diagnosis.layers().get(3).readings().get(0).delta()).isEqualTo(ofBody);
    }

    @Test
    void theShareOfASettledRunIsTheEquilibrium() {
        Equilibrium sgd = new Equilibrium(new Sgd(0.9, false, 5e-4));
        assertThat(sgd.expected(true, 0.1)).isEqualTo(1e-2);
        for (int step = 0; step < 1_001; step++) {
            sgd.step(0.1);
        }
        assertThat(sgd.expected(true, 0.1)).isCloseTo(7.25e-3, within(5e-5));
        assertThat(sgd.expected(false, 0.1)).isEqualTo(1e-3);
        Equilibrium adam = new Equilibrium(new AdamW(0.9, 0.999, 1e-8, 0.1));
        for (int step = 0; step < 5_001; step++) {
            adam.step(1e-3);
        }
        assertThat(adam.expected(true, 1e-3)).isCloseTo(Math.sqrt(2 * 1e-3 * 0.1 * 0.1 / 1.9), within(1e-9));
    }
}
