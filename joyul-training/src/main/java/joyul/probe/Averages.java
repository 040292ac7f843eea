package joyul.probe;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import joyul.explain.AveragesGap;
import joyul.layer.Population;
import joyul.loss.Loss;
import joyul.model.Evaluation;
import joyul.model.Model;
import joyul.model.NativeExamples;
import joyul.model.Scores;
import joyul.torch.Tensors;
import joyul.train.StatisticsGap;
import org.bytedeco.pytorch.Tensor;

/** Compares training's moving averages with the precise statistics of the population. */
final class Averages {
    private static final String MOVING_MEAN = ".moving_mean";

    private Averages() {}

    /** The gap; statistics are those that inference used before, again, when the population is closed. */
    static Optional<AveragesGap> gap(PrecisePopulation population, Loss loss, NativeExamples validation) {
        Model model = population.model();
        Gap farthest = farthest(model.named());
        if (model.populations().isEmpty() || farthest.deviations() < 0) {
            return Optional.empty();
        }
        Scores precise = Evaluation.of(model, loss, validation);
        model.populations().forEach(Population::useRunningAverages);
        Scores moving = Evaluation.of(model, loss, validation);
        StatisticsGap gap = new StatisticsGap(moving, precise);
        return Optional.of(new AveragesGap(
                farthest.layer(),
                farthest.deviations(),
                farthest.variances(),
                farthest.largestMean(),
                moving.loss(),
                precise.loss(),
                gap.error(),
                gap.matters()));
    }

    private record Gap(int layer, double deviations, double variances, double largestMean) {}

    private static Gap farthest(Map<String, Tensor> named) {
        Gap farthest = new Gap(0, -1, 1, 0);
        double largestMean = 0;
        for (String name : named.keySet()) {
            String layer = name.substring(0, Math.max(0, name.indexOf('.')));
            // Whitening keeps a matrix instead of variances.
            if (name.endsWith(MOVING_MEAN) && named.containsKey(layer + ".moving_var")) {
                Gap gap = gap(layer, named);
                largestMean = Math.max(largestMean, gap.largestMean());
                farthest = gap.deviations() > farthest.deviations() ? gap : farthest;
            }
        }
        return new Gap(farthest.layer(), farthest.deviations(), farthest.variances(), largestMean);
    }

    private static Gap gap(String layer, Map<String, Tensor> named) {
        double[] mean = values(named, layer + ".running_mean");
        double[] variance = values(named, layer + ".running_var");
        double[] movingMean = values(named, layer + MOVING_MEAN);
        double[] movingVariance = values(named, layer + ".moving_var");
        // A constant channel has no deviation to measure by; eps is what normalisation divides by there.
        double[] deviation =
                Arrays.stream(variance).map(v -> Math.sqrt(v + 1e-5)).toArray();
        int channels = mean.length;
        double squares = 0;
        double logs = 0;
        double largest = 0;
        for (int c = 0; c < channels; c++) {
            squares += Math.pow((movingMean[c] - mean[c]) / deviation[c], 2);
            logs += Math.log((movingVariance[c] + 1e-5) / (variance[c] + 1e-5));
            largest = Math.max(largest, Math.abs(mean[c]) / deviation[c]);
        }
        return new Gap(
                Integer.parseInt(layer), Math.sqrt(squares / channels), Math.exp(Math.abs(logs / channels)), largest);
    }

    private static double[] values(Map<String, Tensor> named, String name) {
        return Tensors.doubles(Objects.requireNonNull(named.get(name), name));
    }
}
