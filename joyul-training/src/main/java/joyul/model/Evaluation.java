package joyul.model;

import java.util.Arrays;
import joyul.layer.Pass;
import joyul.layer.Population;
import joyul.loss.Loss;
import joyul.torch.Scope;
import joyul.torch.Tensors;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;

/** Scores a model on examples, in batches of a size that keeps caches warm. */
public final class Evaluation {
    private static final int BATCH = 500;

    private Evaluation() {}

    /** Scores on all examples in their order, with the population's statistics as they are. */
    public static Scores of(Model model, Loss loss, NativeExamples examples) {
        float[] losses = new float[examples.size()];
        double hits = 0;
        try (Gather gather = new Gather(examples)) {
            for (int start = 0; start < examples.size(); start += BATCH) {
                int length = Math.min(BATCH, examples.size() - start);
                try (Scope scope = Scope.open()) {
                    Gather.Batch batch = gather.range(start, length);
                    Tensor outputs = model.forward(batch.inputs(), Pass.infer());
                    Tensor each = loss.each(outputs, batch.targets());
                    float[] values = Tensors.floats(each);
                    System.arraycopy(values, 0, losses, start, length);
                    if (loss.classifies()) {
                        hits += outputs.argmax(new LongOptional(0), false)
                                .eq(batch.targets())
                                .sum()
                                .item_double();
                    }
                }
            }
        }
        double mean = mean(losses);
        if (loss.classifies()) {
            return new Scores(mean, hits / examples.size(), losses);
        }
        try (Scope scope = Scope.open()) {
            double variance = examples.targets().var(false).item_double();
            // Where all targets are the same, R² is 1 for perfect outputs and else 0, as scikit-learn has it.
            double unexplained = variance > 0 ? mean / variance : Math.signum(mean);
            return new Scores(mean, 1 - unexplained, losses);
        }
    }

    /**
     * The outputs of the model on all examples, {@code [examples][outputs]}: probabilities of the classes, or the scaled
     * value.
     */
    public static float[][] outputs(Model model, Loss loss, NativeExamples examples) {
        float[][] rows = new float[examples.size()][];
        try (Gather gather = new Gather(examples)) {
            for (int start = 0; start < examples.size(); start += BATCH) {
                int length = Math.min(BATCH, examples.size() - start);
                try (Scope scope = Scope.open()) {
                    Tensor outputs = model.forward(gather.range(start, length).inputs(), Pass.infer());
                    Tensor shown = loss.classifies() ? outputs.softmax(0) : outputs;
                    float[] flat = Tensors.floats(shown.t());
                    int width = flat.length / length;
                    for (int i = 0; i < length; i++) {
                        rows[start + i] = Arrays.copyOfRange(flat, i * width, (i + 1) * width);
                    }
                }
            }
        }
        return rows;
    }

    /**
     * Estimates the population's statistics from batches of training examples, cut from the order by the optimisation
     * batch, until there are enough.
     */
    public static void estimatePopulation(Model model, NativeExamples train, int[] order, int batchSize, int enough) {
        if (model.populations().isEmpty()) {
            return;
        }
        model.populations().forEach(Population::beginEstimate);
        int wanted = Math.min(order.length, Math.max(enough, 2));
        try (Gather gather = new Gather(train)) {
            gather.order(order);
            for (int start = 0; start < wanted; start += batchSize) {
                int length = Math.min(batchSize, order.length - start);
                if (length > 1) {
                    try (Scope scope = Scope.open()) {
                        model.forward(gather.batch(start, length).inputs(), Pass.estimate());
                    }
                }
            }
        }
        model.populations().forEach(Population::endEstimate);
    }

    private static double mean(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
