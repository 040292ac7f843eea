package joyul.cli;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import joyul.explain.Diagnosis;
import joyul.explain.Digits;
import joyul.explain.Finding;
import joyul.explain.LayerHistory;
import joyul.explain.LayerReading;

/** A diagnosis in words, or as JSON. */
record DiagnosisText(Diagnosis diagnosis, Speech speech) {
    /** A table of the layers at the first and last reading, then the findings. */
    String text() {
        StringBuilder text = new StringBuilder();
        Table table = new Table(
                speech.say("layer.column.layer"),
                speech.say("layer.column.activation"),
                speech.say("layer.column.start"),
                speech.say("layer.column.last"),
                speech.say("layer.column.mean"),
                speech.say("layer.column.variance"),
                speech.say("layer.column.saturated"),
                speech.say("layer.column.dead"),
                speech.say("layer.column.update"),
                speech.say("layer.column.expected"));
        for (LayerHistory layer : diagnosis.layers()) {
            if (!layer.readings().isEmpty()) {
                table.row(row(layer));
            }
        }
        text.append(speech.table(table)).append('\n');
        for (Finding finding : diagnosis.findings()) {
            text.append(FindingWords.text(finding, speech.texts()));
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
        map.put("delta_ratio", Arrays.stream(diagnosis.ratios()).boxed().toList());
        if (!Double.isNaN(diagnosis.plainRatio())) {
            map.put("delta_ratio_without_normalization", diagnosis.plainRatio());
        }
        map.put("layers", diagnosis.layers().stream().map(DiagnosisText::layer).toList());
        diagnosis.averages().ifPresent(gap -> {
            Map<String, Object> averages = new LinkedHashMap<>();
            averages.put("layer", gap.layer());
            averages.put("mean_difference_in_deviations", gap.deviations());
            averages.put("variance_ratio", gap.variances());
            averages.put("largest_mean_in_deviations", gap.largestMean());
            averages.put("validation_loss_moving", gap.moving());
            averages.put("validation_loss_precise", gap.precise());
            averages.put("standard_error", gap.error());
            map.put("averages", averages);
        });
        map.put(
                "findings",
                diagnosis.findings().stream()
                        .map(finding -> FindingWords.map(finding, speech.texts()))
                        .toList());
        return Json.line(map);
    }

    private static Map<String, Object> layer(LayerHistory layer) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("layer", layer.place());
        map.put("name", layer.name());
        map.put("activation", layer.activation());
        map.put("normalized", layer.normalized());
        map.put("dead", layer.dead());
        map.put(
                "readings",
                layer.readings().stream().map(DiagnosisText::reading).toList());
        return map;
    }

    private static Map<String, Object> reading(LayerReading reading) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("step", reading.step());
        map.put("learning_rate", reading.rate());
        map.put("delta", reading.delta());
        map.put("gradient", reading.gradient());
        map.put("mean", reading.mean());
        map.put("variance", reading.variance());
        map.put("saturated", reading.saturated());
        map.put("update", reading.update());
        map.put("expected_update", reading.expected());
        return map;
    }
}
