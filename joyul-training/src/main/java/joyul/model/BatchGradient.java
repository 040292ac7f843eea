package joyul.model;

import java.util.List;
import joyul.layer.Pass;
import joyul.loss.Loss;
import joyul.torch.Precision;
import joyul.torch.Scope;
import joyul.torch.Torch;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * The gradient of one optimisation batch, whole or accumulated over micro-batches: parts of sizes that differ by at most
 * one and never exceed the micro-batch, each weighted by its examples, so that the sum is the mean over the batch.
 * Activations are those of one micro-batch at a time.
 *
 * <p>What normalises over examples sees a micro-batch, as if it were a ghost batch, unless its normalization batch is
 * larger; then {@link LockStep} does the work.
 */
public final class BatchGradient implements AutoCloseable {
    private final Model model;
    private final Loss.Run loss;
    private final BatchSource source;
    private final int microBatch;
    private final LockStep lockStep;
    private @Nullable Tensor total;

    /**
     * Gradients of batches from the order of a gatherer.
     *
     * @param microBatch examples that pass through the network at once, at most
     */
    public BatchGradient(Model model, Loss.Run loss, Gather gather, int microBatch) {
        this(model, loss, ofPrecision(gather, model.precision()), microBatch);
    }

    private static BatchSource ofPrecision(Gather gather, Precision precision) {
        return precision == Precision.FLOAT64 ? gather.doubles() : gather;
    }

    BatchGradient(Model model, Loss.Run loss, BatchSource source, int microBatch) {
        this.model = model;
        this.loss = loss;
        this.source = source;
        this.microBatch = microBatch;
        lockStep = new LockStep(model, source, microBatch);
    }

    /**
     * Overwrites the model's gradients with those of a batch.
     *
     * @param start the batch's place in the gatherer's order
     * @return the mean loss over the batch
     */
    public double of(int start, int length, Pass pass) {
        double mean = mean(start, length, pass);
        model.showWeightGradients();
        return mean;
    }

    private double mean(int start, int length, Pass pass) {
        if (length <= microBatch) {
            return part(new Part(start, length), length, pass);
        }
        Tensor sum = cleared();
        double mean = lockStep.isNeeded()
                ? lockStep.accumulate(start, length, pass, loss, sum)
                : accumulate(start, length, pass, sum);
        model.gradients().copy_(sum);
        return mean;
    }

    private Tensor cleared() {
        Tensor current = total;
        if (current == null) {
            try (PointerScope scope = new PointerScope()) {
                current = Torch.keep(torch.zeros_like(model.gradients()));
            }
            total = current;
        }
        return current.zero_();
    }

    private double accumulate(int start, int length, Pass pass, Tensor sum) {
        List<Part> parts = Part.ofAtMost(microBatch, start, length);
        double mean = 0;
        for (int i = 0; i < parts.size(); i++) {
            try (Scope scope = Scope.open()) {
                mean += part(parts.get(i), length, pass.part(i, parts.size()));
                sum.add_(model.gradients());
            }
        }
        return mean;
    }

    /** What one part adds to the mean loss over the whole, and its gradient. */
    private double part(Part part, int whole, Pass pass) {
        Gather.Batch batch = source.batch(part.start(), part.length());
        double mean = loss.forward(model.forward(batch.inputs(), pass), batch.targets());
        Tensor gradient = loss.backward();
        if (part.length() == whole) {
            model.backward(gradient);
            return mean;
        }
        double share = (double) part.length() / whole;
        model.backward(gradient.mul_(Torch.scalar(share)));
        return mean * share;
    }

    @Override
    public void close() {
        lockStep.close();
        if (total != null) {
            total.close();
        }
    }
}
