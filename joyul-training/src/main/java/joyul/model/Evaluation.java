package joyul.model;

import java.util.Arrays;
import java.util.List;
import joyul.data.Augmentation;
import joyul.layer.Pass;
import joyul.layer.Population;
import joyul.loss.Loss;
import joyul.torch.Scope;
import joyul.torch.Tensors;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;

/** Scores a model on examples, in batches of a size that keeps caches warm. */
public final class Evaluation {
    private static final int BATCH = 250;

    private Evaluation() {}

    /**
     * How outputs are inferred.
     *
     * @param batch examples at once, at most
     */
    public record Inference(Pass pass, int batch) {
        /** By the population's statistics as they are. */
        public static Inference byPopulation() {
            return new Inference(Pass.infer(), BATCH);
        }

        /** By the statistics of batches of about so many examples, after so many optimizer steps. */
        public static Inference byBatch(int batch, long step) {
            return new Inference(Pass.batch(step), batch);
        }

        /** No part is of one example, which has no statistics, where there are two. */
        private List<Part> parts(int examples) {
            int count = (examples + batch - 1) / batch;
            return pass.mode() == Pass.Mode.BATCH
                    ? Part.balanced(Math.max(1, Math.min(count, examples / 2)), 0, examples)
                    : Part.cut(batch, 0, examples);
        }
    }

    /** Scores on all examples in their order, with the population's statistics as they are. */
    public static Scores of(Model model, Loss loss, NativeExamples examples) {
        return of(model, loss, examples, Inference.byPopulation());
    }

    /** Scores on all examples in their order. */
    public static Scores of(Model model, Loss loss, NativeExamples examples, Inference inference) {
        float[] losses = new float[examples.size()];
        double hits = 0;
        try (Gather gather = new Gather(examples)) {
            for (Part part : inference.parts(examples.size())) {
                try (Scope scope = Scope.open()) {
                    Gather.Batch batch = gather.range(part.start(), part.length());
                    Tensor outputs = model.forward(batch.inputs(), inference.pass());
                    Tensor each = loss.each(outputs, batch.targets());
                    float[] values = Tensors.floats(each);
                    System.arraycopy(values, 0, losses, part.start(), part.length());
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
    public static float[][] outputs(Model model, Loss loss, NativeExamples examples, Inference inference) {
        float[][] rows = new float[examples.size()][];
        try (Gather gather = new Gather(examples)) {
            for (Part part : inference.parts(examples.size())) {
                try (Scope scope = Scope.open()) {
                    Tensor inputs = gather.range(part.start(), part.length()).inputs();
                    Tensor outputs = model.forward(inputs, inference.pass());
                    Tensor shown = loss.classifies() ? outputs.softmax(0) : outputs;
                    float[] flat = Tensors.floats(shown.t());
                    int width = flat.length / part.length();
                    for (int i = 0; i < part.length(); i++) {
                        rows[part.start() + i] = Arrays.copyOfRange(flat, i * width, (i + 1) * width);
                    }
                }
            }
        }
        return rows;
    }

    /**
     * How a population is estimated: from batches as training has them, augmented as there although inference is not.
     * Weights have learned to stand behind what their own batches were normalised by: where images are changed a lot, by
     * the statistics of unchanged ones an MLP recognises 38 % of the embedded digits rather than 74 %; where they are
     * changed a little, the two are level.
     *
     * @param examples how many at least, as far as there are as many
     * @param step optimizer steps made
     * @param augmentation of the examples
     */
    public record Sample(int batchSize, int microBatch, int examples, long step, Augmentation augmentation) {}

    /** Estimates the population's statistics from batches of examples in an order, until there are enough. */
    public static void estimatePopulation(Model model, NativeExamples from, int[] order, int batchSize, int enough) {
        estimatePopulation(model, from, order, new Sample(batchSize, batchSize, enough, 0, Augmentation.NONE));
    }

    /** Estimates the population's statistics from batches of examples in an order. */
    public static void estimatePopulation(Model model, NativeExamples from, int[] order, Sample sample) {
        if (model.populations().isEmpty()) {
            return;
        }
        model.populations().forEach(Population::beginEstimate);
        int wanted = Math.min(order.length, Math.max(sample.examples(), 2));
        Pass pass = Pass.estimate(sample.step());
        try (Gather gather = new Gather(from, sample.augmentation());
                LockStep lockStep = new LockStep(model, gather, sample.microBatch())) {
            gather.order(order, sample.step(), 0);
            for (int start = 0; start < wanted; start += sample.batchSize()) {
                int length = Math.min(sample.batchSize(), order.length - start);
                if (length > sample.microBatch() && lockStep.isNeeded()) {
                    lockStep.estimate(start, length, pass);
                } else if (length > 1) {
                    for (Part part : Part.ofAtMost(sample.microBatch(), start, length)) {
                        try (Scope scope = Scope.open()) {
                            model.forward(
                                    gather.batch(part.start(), part.length()).inputs(), pass);
                        }
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
