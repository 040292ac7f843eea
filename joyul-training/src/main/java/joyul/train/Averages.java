package joyul.train;

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
import org.bytedeco.pytorch.Tensor;

/** Compares training's moving averages with the precise statistics of the population. */
public final class Averages {
    private static final String MOVING_MEAN = ".moving_mean";

    private Averages() {}

    /**
     * The gap of a model whose population was just estimated precisely; empty where no normalization keeps statistics.
     * Leaves the moving averages as the statistics of inference.
     */
    public static Optional<AveragesGap> gap(Model model, Loss loss, NativeExamples validation) {
        if (model.populations().isEmpty()) {
            return Optional.empty();
        }
        Gap farthest = farthest(model.named());
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

    private record Gap(String layer, double deviations, double variances, double largestMean) {}

    private static Gap farthest(Map<String, Tensor> named) {
        Gap farthest = new Gap("", -1, 1, 0);
        double largestMean = 0;
        for (String name : named.keySet()) {
            if (name.endsWith(MOVING_MEAN)) {
                Gap gap = gap(name.substring(0, name.length() - MOVING_MEAN.length()), named);
                largestMean = Math.max(largestMean, gap.largestMean());
                farthest = gap.deviations() > farthest.deviations() ? gap : farthest;
            }
        }
        return new Gap(farthest.layer(), farthest.deviations(), farthest.variances(), largestMean);
    }

    private static Gap gap(String layer, Map<String, Tensor> named) {
        double[] mean = values(named, layer + ".running_mean");
        double[] variance = variances(named, layer + ".running_");
        double[] movingMean = values(named, layer + MOVING_MEAN);
        double[] movingVariance = variances(named, layer + ".moving_");
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
        return new Gap(layer, Math.sqrt(squares / channels), Math.exp(Math.abs(logs / channels)), largest);
    }

    /** Variances, or the diagonals of covariances, whose groups follow each other as the features do. */
    private static double[] variances(Map<String, Tensor> named, String prefix) {
        if (named.containsKey(prefix + "var")) {
            return values(named, prefix + "var");
        }
        return named.entrySet().stream()
                .filter(each -> each.getKey().startsWith(prefix + "covariance"))
                .flatMapToDouble(each -> Arrays.stream(diagonals(each.getValue())))
                .toArray();
    }

    private static double[] diagonals(Tensor matrices) {
        double[] all = Tensors.doubles(matrices);
        int side = Math.toIntExact(matrices.size(2));
        double[] diagonals = new double[all.length / side];
        Arrays.setAll(diagonals, i -> all[i * side + i % side]);
        return diagonals;
    }

    private static double[] values(Map<String, Tensor> named, String name) {
        return Tensors.doubles(Objects.requireNonNull(named.get(name), name));
    }
}
