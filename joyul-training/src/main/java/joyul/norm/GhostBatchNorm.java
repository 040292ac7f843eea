package joyul.norm;

import java.util.ArrayList;
import java.util.List;
import joyul.check.Check;
import joyul.check.InputException;
import joyul.layer.Kernel;
import joyul.layer.Shape;
import joyul.layer.Slots;
import joyul.layer.Weight;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Ghost batch normalization (Hoffer et al. 2017, algorithm 1): the batch is cut into groups of about {@code size}
 * examples, the normalization batch, and each is normalised alone; gamma and beta are shared. The running averages take
 * the groups one after the other, {@code m <- (1-w)^k m + sum_i (1-w)^(k-i) w m_i}; the paper's printed weights do not
 * sum to one.
 *
 * <p>Where the size exceeds the micro-batch, as many micro-batches as it takes share their statistics, and the gradients
 * go through them ({@link joyul.layer.Span}).
 *
 * @param size examples that share one set of statistics (NBS)
 * @param affine whether gamma and beta are learned; else they are one and zero
 */
public record GhostBatchNorm(int size, double newestWeight, double eps, boolean affine) implements OverBatch {
    public GhostBatchNorm {
        Check.atLeast("size", size, 2);
        Check.above("newest_weight", newestWeight, 0, 1);
        Check.positive("eps", eps);
    }

    public GhostBatchNorm(int size, double newestWeight, double eps) {
        this(size, newestWeight, eps, true);
    }

    /** PyTorch's batch norm defaults for the rest. */
    public GhostBatchNorm(int size) {
        this(size, 0.1, 1e-5);
    }

    @Override
    public int together(int passing) {
        return size;
    }

    @Override
    public void checkBatch(int batchSize, int microBatch) {
        OverBatch.super.checkBatch(batchSize, size > microBatch ? batchSize : microBatch);
        if (size > batchSize) {
            throw InputException.mustBe(
                    "normalization.size", "at most batch_size (" + batchSize + ")", Integer.toString(size));
        }
    }

    @Override
    public List<Weight> weights(Shape input) {
        return affine ? OverBatch.affine(input) : List.of();
    }

    @Override
    public Kernel kernel(Shape input, Slots slots) {
        return BatchNormKernel.of(this, input, slots, new Groups(size));
    }

    @Override
    public Tensor reference(Tensor input, List<Tensor> weights) {
        int dimension = input.dim() == 2 ? 1 : 0;
        List<Tensor> parts = new ArrayList<>();
        for (Groups.Block block : new Groups(size).blocks(Math.toIntExact(input.size(dimension)))) {
            for (int group = 0; group < block.groups(); group++) {
                Tensor part = input.narrow(dimension, block.start() + (long) group * block.size(), block.size());
                parts.add(BatchNorm.normalized(part, weights, eps));
            }
        }
        return torch.cat(new TensorVector(parts.toArray(new Tensor[0])), dimension);
    }
}
