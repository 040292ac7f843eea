package joyul.explain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import joyul.run.Ending;

/** What the measurements of a training run say about the health of its layers. */
final class DiagnosisFindings {
    /** The first layer's delta over the last hidden layer's: below, it vanishes. */
    private static final double VANISHING = 1e-3;

    private static final double EXPLODING = 20;
    private static final double SATURATED = 0.5;
    private static final double DEAD = 0.1;
    private static final double MANY_DEAD = 0.4;

    private DiagnosisFindings() {}

    static List<Finding> of(Diagnosis diagnosis) {
        List<Finding> findings = new ArrayList<>();
        if (diagnosis.run().end() == Ending.DIVERGED) {
            findings.addAll(RunFindings.ofEnd(diagnosis.run(), diagnosis.rate()));
        }
        List<Finding> ofStatistics = NormalizationFindings.of(diagnosis.together(), diagnosis.averages());
        ofStatistics.stream().filter(DiagnosisFindings::comesFirst).forEach(findings::add);
        depth(diagnosis, findings);
        dead(diagnosis, findings);
        findings.addAll(UpdateFindings.of(diagnosis.layers()));
        ofStatistics.stream().filter(each -> !comesFirst(each)).forEach(findings::add);
        if (findings.isEmpty()) {
            healthy(diagnosis, findings);
        }
        return findings;
    }

    /** Where nothing can be learnt, nothing else matters. */
    private static boolean comesFirst(Finding finding) {
        return finding.kind() == Finding.Kind.NORMALIZED_IN_PAIRS;
    }

    private static void depth(Diagnosis diagnosis, List<Finding> findings) {
        double[] ratios = diagnosis.ratios();
        if (ratios.length == 0 || diagnosis.together() == 2) {
            return;
        }
        double first = ratios[0];
        double ratio = LayerHistory.median(ratios);
        List<LayerHistory> hidden = diagnosis.hidden();
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("ratio", ratio);
        evidence.put("start", first);
        evidence.put("first", hidden.get(0).label());
        evidence.put("last", hidden.get(hidden.size() - 1).label());
        evidence.put("gradients", diagnosis.gradientRatio());
        evidence.put("factor", Math.pow(ratio, 1.0 / (hidden.size() - 1)));
        if (ratio < VANISHING) {
            findings.add(new Finding(Finding.Kind.VANISHING, evidence));
            saturated(hidden, findings);
        } else if (ratio > EXPLODING) {
            boolean caused = diagnosis.plainRatio() <= EXPLODING;
            evidence.put("plain", diagnosis.plainRatio());
            findings.add(
                    new Finding(caused ? Finding.Kind.EXPLODING_BY_NORMALIZATION : Finding.Kind.EXPLODING, evidence));
        }
    }

    /** Saturation alone is no harm; it explains where a gradient is lost. */
    private static void saturated(List<LayerHistory> hidden, List<Finding> findings) {
        for (LayerHistory layer : hidden) {
            double share = layer.median(LayerReading::saturated);
            if (share > SATURATED) {
                findings.add(new Finding(
                        Finding.Kind.SATURATED,
                        Map.of("layer", layer.label(), "percent", percent(share), "activation", layer.activation())));
            }
        }
    }

    private static void dead(Diagnosis diagnosis, List<Finding> findings) {
        for (LayerHistory layer : diagnosis.layers()) {
            if (layer.dead() > DEAD) {
                findings.add(new Finding(
                        layer.dead() > MANY_DEAD ? Finding.Kind.MOST_UNITS_DEAD : Finding.Kind.UNITS_DEAD,
                        Map.of("layer", layer.label(), "percent", percent(layer.dead()))));
            }
        }
    }

    private static void healthy(Diagnosis diagnosis, List<Finding> findings) {
        double[] ratios = diagnosis.ratios();
        findings.add(
                ratios.length == 0
                        ? new Finding(Finding.Kind.LAYERS_HEALTHY_SHALLOW, Map.of())
                        : new Finding(Finding.Kind.LAYERS_HEALTHY, Map.of("ratio", LayerHistory.median(ratios))));
    }

    private static long percent(double share) {
        return Math.round(100 * share);
    }
}
