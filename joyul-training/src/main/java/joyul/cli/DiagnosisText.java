package joyul.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import joyul.explain.Diagnosis;
import joyul.explain.Digits;
import joyul.explain.Finding;
import joyul.explain.LayerHistory;
import joyul.explain.LayerReading;
import joyul.explain.Texts;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.NullNode;

/** A diagnosis in words, or as JSON. */
record DiagnosisText(Diagnosis diagnosis, Texts texts) {
    /** A table of the layers at the first and last reading, then the findings. */
    String text() {
        StringBuilder text = new StringBuilder();
        Table table = new Table(
                "layer",
                "activation",
                "delta, first step",
                "last",
                "mean",
                "variance",
                "saturated",
                "dead",
                "update",
                "expected");
        for (LayerHistory layer : diagnosis.layers()) {
            if (!layer.readings().isEmpty()) {
                table.row(row(layer));
            }
        }
        text.append(table.text()).append('\n');
        for (Finding finding : diagnosis.findings()) {
            text.append(FindingWords.text(finding, texts));
        }
        return text.toString();
    }

    private static String[] row(LayerHistory layer) {
        LayerReading first = layer.readings().get(0);
        LayerReading last = layer.readings().get(layer.readings().size() - 1);
        return new String[] {
            layer.label(),
            layer.activation(),
            number(first.delta()),
            number(last.delta()),
            number(last.mean()),
            number(last.variance()),
            percent(last.saturated()),
            percent(layer.dead()),
            number(last.update()),
            number(last.expected())
        };
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "" : Digits.significant(value, 2);
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? "" : String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }

    String json() {
        Map<String, Object> map = new LinkedHashMap<>(diagnosis.facts());
        map.put("delta_ratio", ratios());
        if (!Double.isNaN(diagnosis.plainRatio())) {
            map.put("delta_ratio_without_normalization", finite(diagnosis.plainRatio()));
        }
        map.put("layers", diagnosis.layers().stream().map(DiagnosisText::layer).toList());
        diagnosis.averages().ifPresent(gap -> {
            Map<String, Object> averages = new LinkedHashMap<>();
            averages.put("layer", gap.layer());
            averages.put("mean_difference_in_deviations", finite(gap.deviations()));
            averages.put("variance_ratio", finite(gap.variances()));
            averages.put("largest_mean_in_deviations", finite(gap.largestMean()));
            averages.put("validation_loss_moving", finite(gap.moving()));
            averages.put("validation_loss_precise", finite(gap.precise()));
            averages.put("standard_error", finite(gap.error()));
            map.put("averages", averages);
        });
        map.put(
                "findings",
                diagnosis.findings().stream()
                        .map(finding -> FindingWords.map(finding, texts))
                        .toList());
        return new JsonMapper().writeValueAsString(map) + "\n";
    }

    private List<Object> ratios() {
        List<Object> list = new ArrayList<>();
        for (double ratio : diagnosis.ratios()) {
            list.add(finite(ratio));
        }
        return list;
    }

    private static Map<String, Object> layer(LayerHistory layer) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("layer", layer.index());
        map.put("name", layer.name());
        map.put("activation", layer.activation());
        map.put("normalized", layer.normalized());
        map.put("dead", finite(layer.dead()));
        map.put(
                "readings",
                layer.readings().stream().map(DiagnosisText::reading).toList());
        return map;
    }

    private static Map<String, Object> reading(LayerReading reading) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("step", reading.step());
        map.put("learning_rate", reading.rate());
        map.put("delta", finite(reading.delta()));
        map.put("gradient", finite(reading.gradient()));
        map.put("mean", finite(reading.mean()));
        map.put("variance", finite(reading.variance()));
        map.put("saturated", finite(reading.saturated()));
        map.put("update", finite(reading.update()));
        map.put("expected_update", finite(reading.expected()));
        return map;
    }

    /** JSON has no number for what is not finite: text for infinity, so that it is not taken for what does not apply. */
    private static Object finite(double value) {
        if (Double.isFinite(value)) {
            return value;
        }
        return Double.isNaN(value) ? NullNode.instance : value > 0 ? "inf" : "-inf";
    }
}
