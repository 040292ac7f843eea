package joyul.norm;

import java.util.List;
import joyul.check.Check;
import joyul.layer.Kernel;
import joyul.layer.Shape;
import joyul.layer.Slots;
import joyul.layer.Weight;
import joyul.torch.Torch;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Batch normalization (Ioffe and Szegedy 2015, algorithms 1 and 2) with PyTorch's semantics: per feature or channel,
 * {@code y = gamma (x - mean) / sqrt(v + eps) + beta} with the batch's mean and biased variance v; the running variance
 * takes the unbiased one. The batch is whatever passes through at once: the micro-batch where there is one.
 *
 * @param newestWeight how much the newest batch weighs in the running averages (PyTorch calls it momentum)
 * @param affine whether gamma and beta are learned; else they are one and zero
 */
public record BatchNorm(double newestWeight, double eps, boolean affine) implements OverBatch {
    public BatchNorm {
        Check.above("newest_weight", newestWeight, 0, 1);
        Check.positive("eps", eps);
    }

    public BatchNorm(double newestWeight, double eps) {
        this(newestWeight, eps, true);
    }

    /** PyTorch's defaults: newest weight 0.1, eps 1e-5. */
    public BatchNorm() {
        this(0.1, 1e-5);
    }

    @Override
    public List<Weight> weights(Shape input) {
        return affine ? OverBatch.affine(input) : List.of();
    }

    @Override
    public Kernel kernel(Shape input, Slots slots) {
        return BatchNormKernel.of(this, input, slots, Groups.WHOLE);
    }

    @Override
    public Tensor reference(Tensor input, List<Tensor> weights) {
        return normalized(input, weights, eps);
    }

    /** Batch norm of one group as a differentiable operation. */
    static Tensor normalized(Tensor input, List<Tensor> weights, double eps) {
        boolean vector = input.dim() == 2;
        Tensor examples = vector ? input.t() : input;
        TensorOptional none = Torch.absent();
        Tensor normal = torch.batch_norm(
                examples,
                weights.isEmpty() ? none : new TensorOptional(weights.get(0)),
                weights.isEmpty() ? none : new TensorOptional(weights.get(1)),
                none,
                none,
                true,
                0,
                eps,
                false);
        return vector ? normal.t() : normal;
    }
}
