package joyul.explain;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What was measured of a network's layers while it trained.
 *
 * @param facts what was trained and how it ended, by name: data, layers, normalization, batch_size, learning_rate, steps,
 *     end, detail
 * @param layers those with weights, from input to output
 * @param together how many values per channel are normalised together in the first layer; 0 without normalization
 * @param plainRatio the first over the last hidden layer's delta, before training, of the same network without
 *     normalization; NaN where it has none
 * @param run its course
 * @param averages empty where no normalization keeps statistics, or the run did not reach an evaluation
 */
public record Diagnosis(
        Map<String, Object> facts,
        List<LayerHistory> layers,
        long together,
        double plainRatio,
        RunReadings run,
        Optional<AveragesGap> averages) {
    public Diagnosis {
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
        layers = List.copyOf(layers);
    }

    /** The learning rate of the recipe. */
    double rate() {
        return facts.get("learning_rate") instanceof Number rate ? rate.doubleValue() : Double.NaN;
    }

    /** All layers but the output's. */
    public List<LayerHistory> hidden() {
        return layers.subList(0, Math.max(0, layers.size() - 1));
    }

    /** The first over the last hidden layer's delta at each reading; none where there are fewer than two of them. */
    public double[] ratios() {
        List<LayerHistory> hidden = hidden();
        if (hidden.size() < 2) {
            return new double[0];
        }
        List<LayerReading> first = hidden.get(0).readings();
        List<LayerReading> last = hidden.get(hidden.size() - 1).readings();
        return IntStream.range(0, Math.min(first.size(), last.size()))
                .mapToDouble(i -> ratio(first.get(i).delta(), last.get(i).delta()))
                .filter(ratio -> !Double.isNaN(ratio))
                .toArray();
    }

    /** Likewise, of the gradients by the weights. */
    double gradientRatio() {
        List<LayerHistory> hidden = hidden();
        return ratio(
                hidden.get(0).median(LayerReading::gradient),
                hidden.get(hidden.size() - 1).median(LayerReading::gradient));
    }

    /** Where even the last layer gets nothing, nothing is told. */
    private static double ratio(double first, double last) {
        return last == 0 ? (first == 0 ? 1 : Double.POSITIVE_INFINITY) : first / last;
    }

    /** What these measurements say, the weightiest first. */
    public List<Finding> findings() {
        return DiagnosisFindings.of(this);
    }
}
