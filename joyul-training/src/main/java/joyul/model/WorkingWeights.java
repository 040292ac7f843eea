package joyul.model;

import java.util.ArrayList;
import java.util.List;
import joyul.layer.Weight;
import joyul.torch.Precision;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The weights as kernels compute with them, and where they write the gradients: the optimizer's own tensors, or copies
 * in a shorter number format. Normalization's gamma and beta stay as they are, for they act on sums over the batch.
 */
final class WorkingWeights implements AutoCloseable {
    private final FlatTensors exactWeights;
    private final @Nullable FlatTensors shortWeights;
    private final @Nullable FlatTensors shortGradients;
    private final List<Tensor> weights;
    private final List<Tensor> gradients;
    private final List<Copy> copies = new ArrayList<>();

    /** A gradient in the short format and the place where the optimizer reads it. */
    private record Copy(Tensor rounded, Tensor exact) {}

    WorkingWeights(List<Weight> specs, FlatTensors exactWeights, FlatTensors exactGradients, Precision precision) {
        this.exactWeights = exactWeights;
        boolean same = precision == precision.exact();
        shortWeights = same ? null : new FlatTensors(specs, precision);
        shortGradients = same ? null : new FlatTensors(specs, precision);
        weights = new ArrayList<>(exactWeights.views());
        gradients = new ArrayList<>(exactGradients.views());
        if (shortWeights != null && shortGradients != null) {
            for (int i = 0; i < specs.size(); i++) {
                if (multiplies(specs.get(i))) {
                    weights.set(i, shortWeights.views().get(i));
                    copies.add(new Copy(shortGradients.views().get(i), gradients.get(i)));
                    gradients.set(i, shortGradients.views().get(i));
                }
            }
        }
    }

    private static boolean multiplies(Weight weight) {
        return weight.role() == Weight.Role.WEIGHT || weight.role() == Weight.Role.BIAS;
    }

    List<Tensor> weights() {
        return weights;
    }

    List<Tensor> gradients() {
        return gradients;
    }

    /** Takes over what the optimizer has moved: one conversion of all weights. */
    void refresh() {
        if (shortWeights != null) {
            shortWeights.flat().copy_(exactWeights.flat());
        }
    }

    /** Hands the gradients of the latest backward to the optimizer. */
    void collect() {
        copies.forEach(copy -> copy.exact().copy_(copy.rounded()));
    }

    @Override
    public void close() {
        if (shortWeights != null && shortGradients != null) {
            shortWeights.close();
            shortGradients.close();
        }
    }
}
