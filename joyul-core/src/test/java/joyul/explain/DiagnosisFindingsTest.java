package joyul.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import joyul.explain.Finding.Kind;
import joyul.run.Ending;
import org.junit.jupiter.api.Test;

class DiagnosisFindingsTest {
    private static final Map<String, Object> FACTS = Map.of("data", "digits", "learning_rate", 30.0);
    private static final RunReadings ENDED = new RunReadings(List.of(), List.of(), 0, 1, Ending.REACHED, 100);

    private static LayerReading reading(double delta, double saturated, double update) {
        return new LayerReading(1, 0.1, delta, 1, 0, 1, saturated, update, 1e-3);
    }

    private static LayerHistory layer(int index, double dead, LayerReading... readings) {
        return new LayerHistory(Integer.toString(index), "linear 9", "sigmoid", false, dead, List.of(readings));
    }

    private static Diagnosis of(double plainRatio, LayerHistory... layers) {
        return new Diagnosis(FACTS, List.of(layers), 0, plainRatio, ENDED, Optional.empty());
    }

    /** Three hidden layers with these deltas at one step, and the output's. */
    private static Diagnosis deltas(double plainRatio, double... deltas) {
        List<LayerHistory> layers = new ArrayList<>();
        for (double delta : deltas) {
            layers.add(layer(layers.size(), Double.NaN, reading(delta, 0.6, 1e-3)));
        }
        return of(plainRatio, layers.toArray(LayerHistory[]::new));
    }

    private static Stream<Kind> kinds(Diagnosis diagnosis) {
        return diagnosis.findings().stream().map(Finding::kind);
    }

    @Test
    void aThousandthIsVanishingAndExplainsSaturation() {
        Diagnosis vanishing = deltas(Double.NaN, 0.9e-3, 0.03, 1, 1);
        assertThat(kinds(vanishing)).containsExactly(Kind.VANISHING, Kind.SATURATED, Kind.SATURATED, Kind.SATURATED);
        assertThat(vanishing.findings().get(0).sentence(Texts.of(Language.EN)))
                .isEqualTo(
                        "The gradient vanishes: delta (dL/dz) falls to 0.0009 of its size from the last hidden layer,"
                                + " 2 (linear 9), to the first, 0 (linear 9) (0.0009 at the start). The weights’ gradients fall"
                                + " to 1.");
        assertThat(vanishing.findings().get(1).sentence(Texts.of(Language.KO)))
                .isEqualTo("층 0 (linear 9)에 있는 sigmoid 유닛의 60 %가 포화되어 활성화 함수의 기울기가 거의 0입니다.");
        assertThat(kinds(deltas(Double.NaN, 1.1e-3, 0.03, 1, 1))).containsExactly(Kind.LAYERS_HEALTHY);
    }

    @Test
    void twentyfoldIsExplodingByWhateverExplodesAlone() {
        assertThat(kinds(deltas(Double.NaN, 25, 5, 1, 1))).containsExactly(Kind.EXPLODING);
        assertThat(kinds(deltas(0.9, 25, 5, 1, 1))).containsExactly(Kind.EXPLODING_BY_NORMALIZATION);
        assertThat(kinds(deltas(30, 25, 5, 1, 1))).containsExactly(Kind.EXPLODING);
        assertThat(kinds(deltas(0.9, 19, 5, 1, 1))).containsExactly(Kind.LAYERS_HEALTHY);
        Finding finding = deltas(0.9, 25, 5, 1, 1).findings().get(0);
        assertThat(finding.sentence(Texts.of(Language.EN)))
                .contains("grows 25 times", "5 times a layer", "without normalization the same network starts at 0.9");
    }

    /** One bad step among good ones is no finding. */
    @Test
    void theMedianOverStepsDecides() {
        LayerReading bad = reading(1e-9, 0, 1e-3);
        LayerReading good = reading(1, 0, 1e-3);
        Diagnosis diagnosis = of(
                Double.NaN,
                layer(0, Double.NaN, bad, good, good),
                layer(1, Double.NaN, good, good, good),
                layer(2, Double.NaN, good, good, good));
        assertThat(diagnosis.ratios()).containsExactly(1e-9, 1, 1);
        assertThat(kinds(diagnosis)).containsExactly(Kind.LAYERS_HEALTHY);
    }

    @Test
    void deadUnitsAreAWarningFromATenthAndMoreFromTwoFifths() {
        LayerReading reading = reading(1, Double.NaN, 1e-3);
        assertThat(kinds(of(Double.NaN, layer(0, 0.09, reading), layer(2, 0.11, reading), layer(4, 0.41, reading))))
                .containsExactly(Kind.UNITS_DEAD, Kind.MOST_UNITS_DEAD);
    }

    @Test
    void stepsTenTimesTooLargeOrSmallAreToldByTheWorstLayer() {
        Diagnosis diagnosis = of(
                Double.NaN,
                layer(0, Double.NaN, reading(1, 0, 1.1e-2)),
                layer(2, Double.NaN, reading(1, 0, 5e-2)),
                layer(4, Double.NaN, reading(1, 0, 0.9e-4)));
        assertThat(kinds(diagnosis)).as("one small of three is not half").containsExactly(Kind.UPDATES_LARGE);
        Diagnosis slow =
                of(Double.NaN, layer(0, Double.NaN, reading(1, 0, 0.9e-4)), layer(2, Double.NaN, reading(1, 0, 1e-3)));
        assertThat(kinds(slow)).containsExactly(Kind.UPDATES_SMALL);
        assertThat(diagnosis.findings().get(0).sentence(Texts.of(Language.EN)))
                .isEqualTo("Steps are large: each moves the weights of layer 2 (linear 9) by 0.05 of their size, where"
                        + " 0.001 is usual for weights without normalization (2 of 3 layers above ten times that).");
    }

    /** The first and last steps of a schedule are small on purpose. */
    @Test
    void onlyStepsAtAWarmRateCount() {
        LayerReading cold = new LayerReading(1, 1e-5, 1, 1, 0, 1, 0, 1e-7, 1e-3);
        LayerReading warm = reading(1, 0, 1e-3);
        assertThat(kinds(of(Double.NaN, layer(0, Double.NaN, cold, cold, cold, warm))))
                .containsExactly(Kind.LAYERS_HEALTHY_SHALLOW);
    }

    @Test
    void averagesAndPairsAndLargeMeansAreTold() {
        AveragesGap gap = new AveragesGap("4", 0.8, 3.5, 1e6, 1.5, 0.4, 0.02, true);
        LayerHistory layer = layer(0, Double.NaN, reading(1, 0, 1e-3));
        Diagnosis diagnosis = new Diagnosis(FACTS, List.of(layer), 2, Double.NaN, ENDED, Optional.of(gap));
        assertThat(kinds(diagnosis))
                .containsExactly(Kind.NORMALIZED_IN_PAIRS, Kind.AVERAGES_LAG, Kind.MEAN_DROWNS_DEVIATION);
        assertThat(diagnosis.findings().get(2).sentence(Texts.of(Language.EN)))
                .contains("1000000 times", "keeps 0 digits of");
        for (Finding finding : diagnosis.findings()) {
            for (Language language : Language.values()) {
                assertThat(finding.sentence(Texts.of(language))).doesNotContain("{");
                assertThat(finding.advice(Texts.of(language))).isNotEmpty();
            }
        }
    }

    @Test
    void aRunThatDivergedIsNeverHealthy() {
        RunReadings lost = new RunReadings(
                List.of(new StepReading(1, 2.3, 30), new StepReading(2, 812.5, 30), new StepReading(3, Double.NaN, 30)),
                List.of(),
                0,
                1,
                Ending.DIVERGED,
                3);
        Diagnosis diagnosis =
                new Diagnosis(FACTS, List.of(layer(0, 0, reading(1, 0, 1e-3))), 0, Double.NaN, lost, Optional.empty());
        assertThat(kinds(diagnosis)).containsExactly(Kind.RUN_DIVERGED);
        assertThat(diagnosis.findings().get(0).sentence(Texts.of(Language.EN)))
                .isEqualTo(
                        "The run diverged at step 3 with a learning rate of 30: its loss went from 2.3 to 813 and beyond.");
        assertThat(diagnosis.findings().get(0).advice(Texts.of(Language.EN))).contains("--set learning_rate=0.01");
    }
}
