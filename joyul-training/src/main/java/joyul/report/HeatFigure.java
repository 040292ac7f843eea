package joyul.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import joyul.explain.Diagnosis;
import joyul.explain.LayerHistory;
import joyul.explain.LayerReading;
import joyul.explain.Texts;

/** A heat map of one measure over layers and steps. */
final class HeatFigure {
    private HeatFigure() {}

    /** What a map shows. */
    enum Measure {
        DELTA(true),
        /** How many times what is expected. */
        UPDATE(true),
        VARIANCE(true),
        SATURATED(false);

        private final boolean logarithmic;

        Measure(boolean logarithmic) {
            this.logarithmic = logarithmic;
        }

        private double of(LayerReading reading) {
            return switch (this) {
                case DELTA -> reading.delta();
                case UPDATE -> reading.update() / reading.expected();
                case VARIANCE -> reading.variance();
                case SATURATED -> reading.saturated();
            };
        }

        private String id() {
            return "heat_" + name().toLowerCase(Locale.ROOT);
        }
    }

    /** The map; empty where the measure applies to no layer, is zero everywhere, or was read but once. */
    static Optional<Figure> of(Measure measure, Diagnosis diagnosis, Texts texts) {
        List<LayerHistory> layers = diagnosis.layers().stream()
                .filter(layer ->
                        layer.readings().stream().mapToDouble(measure::of).anyMatch(Double::isFinite))
                .toList();
        if (layers.isEmpty() || layers.get(0).readings().size() < 2) {
            return Optional.empty();
        }
        List<LayerReading> readings = layers.get(0).readings();
        List<List<Object>> cells = new ArrayList<>();
        for (int y = 0; y < layers.size(); y++) {
            for (int x = 0; x < layers.get(y).readings().size(); x++) {
                double value = measure.of(layers.get(y).readings().get(x));
                // A figure without a value has no colour; zero has none on a logarithmic scale.
                if (Double.isFinite(value) && (value > 0 || !measure.logarithmic)) {
                    cells.add(Arrays.asList(x, y, measure.logarithmic ? Math.log10(value) : value));
                }
            }
        }
        if (cells.stream().allMatch(cell -> !measure.logarithmic && ((Number) cell.get(2)).doubleValue() == 0)) {
            return Optional.empty();
        }
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("steps", readings.stream().map(LayerReading::step).toList());
        data.put("layers", layers.stream().map(LayerHistory::label).toList());
        data.put("cells", cells);
        data.put("log", measure.logarithmic);
        data.put("step", texts.say("step"));
        data.put("measure", texts.say("diagnosis." + measure.id() + ".measure"));
        return Optional.of(new Figure(
                measure.id(),
                texts.say("diagnosis." + measure.id() + ".title"),
                texts.say("diagnosis." + measure.id() + ".caption"),
                data));
    }
}
