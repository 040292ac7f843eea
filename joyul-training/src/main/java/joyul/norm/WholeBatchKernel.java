package joyul.norm;

import joyul.layer.Shape;
import joyul.layer.Slots;
import joyul.torch.Buffer;
import org.bytedeco.javacpp.BoolPointer;
import org.bytedeco.pytorch.T_TensorTensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** Batch norm over the whole batch, of vectors and images alike, for kinds that differ from it in a step or two. */
abstract class WholeBatchKernel extends BatchNormKernel {
    private final Buffer mean;
    private final Buffer inverseDeviation;
    private final BoolPointer all = new BoolPointer(3).put(0, true).put(1, true).put(2, true);

    WholeBatchKernel(OverBatch kind, Shape shape, Slots slots) {
        super(kind, shape, slots, Groups.WHOLE);
        mean = slots.sums();
        inverseDeviation = slots.sums();
    }

    @Override
    final Tensor channelsSecond(Tensor x) {
        return x.dim() == 2 ? x.contiguous().unsqueeze(0) : x;
    }

    /** The batch's mean, after {@link #normalizeWith}. */
    final Tensor batchMean() {
        return mean.of(affine.gain().numel());
    }

    /** One over the root of the batch's variance plus eps, after {@link #normalizeWith}. */
    final Tensor batchInverseDeviation() {
        return inverseDeviation.of(affine.gain().numel());
    }

    /** Normalises the batch by its own statistics with the given gain and shift. */
    final Tensor normalizeWith(Tensor x, TensorOptional gain, TensorOptional shift, boolean moves) {
        Tensor y = output.of(x.shape());
        torch.native_batch_norm_out(
                channelsSecond(y),
                batchMean(),
                batchInverseDeviation(),
                channelsSecond(x),
                gain,
                shift,
                moves ? movingMeanOptional() : absent(),
                moves ? movingVarianceOptional() : absent(),
                true,
                averaging(1).weight(0),
                eps);
        return y;
    }

    /**
     * The gradients by input, gain and shift.
     *
     * @param batchStatistics whether they go through the batch's statistics; else the moving ones are constants
     */
    final T_TensorTensorTensor_T gradients(Tensor dy, TensorOptional gain, boolean batchStatistics) {
        return torch.native_batch_norm_backward(
                channelsSecond(dy),
                channelsSecond(lastInput()),
                gain,
                batchStatistics ? absent() : movingMeanOptional(),
                batchStatistics ? absent() : movingVarianceOptional(),
                batchStatistics ? mean.optional(affine.gain().numel()) : absent(),
                batchStatistics ? inverseDeviation.optional(affine.gain().numel()) : absent(),
                batchStatistics,
                eps,
                all);
    }

    @Override
    public void close() {
        super.close();
        mean.close();
        inverseDeviation.close();
        all.close();
    }
}
