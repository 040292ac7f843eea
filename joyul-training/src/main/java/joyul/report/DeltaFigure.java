package joyul.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import joyul.explain.Diagnosis;
import joyul.explain.LayerHistory;
import joyul.explain.LayerReading;
import joyul.explain.Texts;

/** The gradient's way through the network: delta of every layer, at the start, in the middle and at the end. */
final class DeltaFigure {
    private DeltaFigure() {}

    static Optional<Figure> of(Diagnosis diagnosis, Texts texts) {
        List<LayerHistory> layers = diagnosis.layers();
        if (layers.size() < 2) {
            return Optional.empty();
        }
        int readings = layers.get(0).readings().size();
        List<Map<String, Object>> lines = new ArrayList<>();
        for (int at : new TreeSet<>(List.of(0, readings / 2, readings - 1))) {
            lines.add(Map.of(
                    "name",
                    texts.say(
                            "diagnosis.step",
                            "step",
                            layers.get(0).readings().get(at).step()),
                    "values",
                    layers.stream()
                            .map(layer -> positive(layer.readings().get(at)))
                            .toList()));
        }
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("layers", layers.stream().map(LayerHistory::label).toList());
        data.put("lines", lines);
        data.put("axis", texts.say("diagnosis.delta.axis"));
        return Optional.of(
                new Figure("deltas", texts.say("diagnosis.delta.title"), texts.say("diagnosis.delta.caption"), data));
    }

    /** A logarithmic axis has no zero. */
    private static double positive(LayerReading reading) {
        return reading.delta() > 0 ? reading.delta() : Double.NaN;
    }
}
