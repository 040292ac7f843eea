package joyul.lab;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import joyul.layer.Kernel;
import joyul.layer.Layer;
import joyul.layer.Pass;
import joyul.layer.Shape;
import joyul.layer.Slots;
import joyul.layer.Statistic;
import joyul.layer.Weight;
import joyul.norm.Normalization;
import joyul.torch.Precision;
import joyul.torch.Scope;
import joyul.torch.Tensors;
import joyul.torch.Torch;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * What normalising by whitening costs against batch norm as layers grow wider: forward and backward of one layer of d
 * features over m examples. Batch norm is O(d m); the covariance is O(d^2 m) and its root O(d^3), in groups of k channels
 * O(d k m) and O(d k^2).
 */
public final class WhiteningCost {
    private static final int WARM = 3;

    private WhiteningCost() {}

    /**
     * Median seconds of forward and backward.
     *
     * @param kinds by name
     * @param repeats timed for each, in turns, so that a slow moment of the machine meets all
     * @return seconds by kind, in the order of the widths
     */
    public static Map<String, List<Double>> seconds(
            Map<String, Normalization> kinds, int[] widths, int batch, int repeats) {
        Map<String, List<Double>> medians = new LinkedHashMap<>();
        kinds.keySet().forEach(name -> medians.put(name, new ArrayList<>()));
        for (int width : widths) {
            List<Timed> timed = kinds.values().stream()
                    .map(kind -> new Timed(kind.layer().orElseThrow(), width, batch))
                    .toList();
            for (int i = 0; i < WARM + repeats; i++) {
                boolean counts = i >= WARM;
                timed.forEach(each -> each.run(counts));
            }
            int at = 0;
            for (List<Double> list : medians.values()) {
                try (Timed each = timed.get(at++)) {
                    list.add(each.median());
                }
            }
        }
        return medians;
    }

    /** One layer, alone, on random inputs. */
    private static final class Timed implements AutoCloseable {
        private final Kernel kernel;
        private final List<Tensor> owned = new ArrayList<>();
        private final Tensor input;
        private final Tensor gradient;
        private final List<Double> seconds = new ArrayList<>();

        Timed(Layer layer, int width, int batch) {
            Shape shape = new Shape.Vector(width);
            List<Tensor> weights = new ArrayList<>();
            List<Tensor> gradients = new ArrayList<>();
            List<Tensor> statistics = new ArrayList<>();
            try (Scope scope = Scope.open()) {
                for (Weight weight : layer.weights(shape)) {
                    weights.add(keep(filled(weight.size(), weight.role() == Weight.Role.GAIN ? 1 : 0)));
                    gradients.add(keep(filled(weight.size(), 0)));
                }
                for (Statistic statistic : layer.statistics(shape)) {
                    long[] dims = statistic.dims().stream()
                            .mapToLong(Integer::longValue)
                            .toArray();
                    statistics.add(keep(Tensors.ofFloats(statistic.startValues(), dims)));
                }
                input = keep(torch.randn(width, batch));
                gradient = keep(torch.randn(width, batch));
            }
            kernel = layer.kernel(shape, new Slots(0, weights, gradients, statistics, Precision.FLOAT32, true));
        }

        private static Tensor filled(int size, float value) {
            float[] values = new float[size];
            Arrays.fill(values, value);
            return Tensors.ofFloats(values, size);
        }

        private Tensor keep(Tensor tensor) {
            Tensor kept = Torch.keep(tensor);
            owned.add(kept);
            return kept;
        }

        void run(boolean counts) {
            try (Scope scope = Scope.open()) {
                long begun = System.nanoTime();
                kernel.forward(input, Pass.train(1));
                Objects.requireNonNull(kernel.backward(gradient));
                if (counts) {
                    seconds.add((System.nanoTime() - begun) / 1e9);
                }
            }
        }

        double median() {
            double[] sorted =
                    seconds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            return sorted[sorted.length / 2];
        }

        @Override
        public void close() {
            kernel.close();
            owned.forEach(Tensor::close);
        }
    }
}
