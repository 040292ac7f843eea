package joyul.norm;

import joyul.layer.Pass;
import joyul.layer.Span;
import joyul.torch.Buffer;
import joyul.torch.Torch;
import org.bytedeco.javacpp.BoolPointer;
import org.bytedeco.pytorch.T_TensorTensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Batch norm over several micro-batches, by the formulas of {@link BatchNormKernel} with m the values of all of them:
 * means and squares are merged by Chan's formula, the two sums of the gradient are added up, and only then is a
 * micro-batch normalised or differentiated. Holding the statistics constant instead would drop the terms
 * {@code - dbeta / m - xh dgamma / m} of the gradient.
 */
final class BatchNormSpan implements Span, AutoCloseable {
    private final BatchNormKernel kernel;
    private final PopulationStatistics collected = new PopulationStatistics();
    private final Buffer mean;
    private final Buffer variance;
    private final Buffer inverseDeviation;
    private final Buffer gainSum;
    private final Buffer shiftSum;
    private final Buffer output;
    private final Buffer inputGradient;
    private final long channels;
    private final BoolPointer sums;
    private double count;

    BatchNormSpan(BatchNormKernel kernel) {
        this.kernel = kernel;
        channels = kernel.affine.gain().numel();
        mean = kernel.slots.sums();
        variance = kernel.slots.sums();
        inverseDeviation = kernel.slots.sums();
        gainSum = kernel.slots.sums();
        shiftSum = kernel.slots.sums();
        output = kernel.slots.like(kernel.shape);
        inputGradient = kernel.slots.exactLike(kernel.shape);
        // Made when it is first needed, inside some scope, which it must outlive.
        sums = new BoolPointer(3).retainReference();
        sums.put(0, false).put(1, true).put(2, true);
    }

    @Override
    public void begin() {
        collected.close();
        gainSum.of(channels).zero_();
        shiftSum.of(channels).zero_();
    }

    @Override
    public void collect(Tensor input) {
        kernel.addTo(collected, input);
    }

    @Override
    public void settle(Pass pass) {
        count = collected.count();
        if (pass.mode() == Pass.Mode.ESTIMATE) {
            kernel.population().add(collected);
        }
        collected.moveTo(mean.of(channels), variance.of(channels));
        Tensor deviation = variance.of(channels).add(Torch.scalar(kernel.eps)).sqrt_();
        inverseDeviation.of(channels).copy_(deviation.reciprocal_());
        if (pass.moves()) {
            double weight = kernel.averaging(pass, 1).weight(0);
            double unbiased = count / (count - 1);
            move(kernel.movingMean(), mean.of(channels), weight, weight);
            move(kernel.movingVariance(), variance.of(channels), weight, weight * unbiased);
        }
    }

    private static void move(Tensor moving, Tensor newest, double weight, double factor) {
        moving.mul_(Torch.scalar(1 - weight)).add_(newest, Torch.scalar(factor));
    }

    @Override
    public Tensor normalize(Tensor input) {
        return kernel.normalizeBy(input, output.of(input.shape()), mean.of(channels), variance.of(channels));
    }

    @Override
    public void collectGradient(Tensor input, Tensor outputGradient) {
        T_TensorTensorTensor_T part = torch.native_batch_norm_backward(
                kernel.channelsSecond(outputGradient),
                kernel.channelsSecond(input),
                kernel.gain(),
                kernel.absent(),
                kernel.absent(),
                mean.optional(channels),
                inverseDeviation.optional(channels),
                true,
                kernel.eps,
                sums);
        gainSum.of(channels).add_(part.get1());
        shiftSum.of(channels).add_(part.get2());
    }

    @Override
    public void settleGradient() {
        kernel.affine.gainGradient().copy_(gainSum.of(channels));
        kernel.affine.shiftGradient().copy_(shiftSum.of(channels));
    }

    @Override
    public Tensor differentiate(Tensor input, Tensor outputGradient) {
        Tensor x = kernel.channelsSecond(input);
        Tensor inverse = inverseDeviation.of(channels);
        Tensor scale = inverse.mul(kernel.affine.gain());
        Tensor ofNormal = scale.mul(inverse).mul_(gainSum.of(channels)).mul_(Torch.scalar(-1 / count));
        Tensor constant = scale.mul(shiftSum.of(channels)).mul_(Torch.scalar(1 / count));
        Tensor dx = inputGradient.of(input.shape());
        torch.sub_out(kernel.channelsSecond(dx), x, BatchNormKernel.along(mean.of(channels), x))
                .mul_(BatchNormKernel.along(ofNormal, x))
                .sub_(BatchNormKernel.along(constant, x))
                .addcmul_(kernel.channelsSecond(outputGradient), BatchNormKernel.along(scale, x));
        return dx.to(input.scalar_type());
    }

    @Override
    public void close() {
        collected.close();
        sums.close();
        for (Buffer buffer :
                new Buffer[] {mean, variance, inverseDeviation, gainSum, shiftSum, output, inputGradient}) {
            buffer.close();
        }
    }
}
