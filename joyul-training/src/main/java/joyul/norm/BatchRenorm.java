package joyul.norm;

import java.util.List;
import joyul.check.Check;
import joyul.layer.Kernel;
import joyul.layer.Pass;
import joyul.layer.Shape;
import joyul.layer.Slots;
import joyul.torch.Torch;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.T_TensorTensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;

/**
 * Batch renormalization (Ioffe 2017, algorithm 1): {@code xh = (x - mean) / s * r + d} with
 * {@code r = clip(s / s_run, 1/rMax, rMax)} and {@code d = clip((mean - mean_run) / s_run, -dMax, dMax)}, both constants
 * of the gradient, so that training approaches what inference computes however small the batch. It is batch norm with
 * gain {@code gamma r} and shift {@code beta + gamma d}, and so is its backward. The running averages are of the mean and
 * of the deviation s = sqrt(v + eps), which is kept as a variance.
 *
 * <p>The bounds open linearly from those of batch norm (r = 1, d = 0) at step {@code start}. The standard lengths are a
 * tenth of the paper's (5,000, 40,000 and 25,000), whose runs were a hundred thousand steps.
 *
 * @param rEnd the step at which the bound of r reaches {@code rMax}
 * @param dEnd the step at which the bound of d reaches {@code dMax}
 */
public record BatchRenorm(double rMax, double dMax, int start, int rEnd, int dEnd, double newestWeight, double eps)
        implements OverBatch {
    public BatchRenorm {
        Check.that(rMax >= 1, "r_max", "1 or more", rMax);
        Check.that(dMax >= 0, "d_max", "0 or more", dMax);
        Check.atLeast("start", start, 0);
        Check.atLeast("r_end", rEnd, start);
        Check.atLeast("d_end", dEnd, start);
        Check.above("newest_weight", newestWeight, 0, 1);
        Check.positive("eps", eps);
    }

    /** The paper's bounds and newest weight (0.01), and a tenth of its lengths. */
    public BatchRenorm() {
        this(3, 5, 500, 4_000, 2_500, 0.01, 1e-5);
    }

    @Override
    public Kernel kernel(Shape input, Slots slots) {
        return new RenormKernel(this, input, slots);
    }

    /** Before {@code start}, where it is batch norm. */
    @Override
    public Tensor reference(Tensor input, List<Tensor> weights) {
        return BatchNorm.normalized(input, weights, eps);
    }

    private double rBound(long step) {
        return 1 + (rMax - 1) * opened(step, rEnd);
    }

    private double dBound(long step) {
        return dMax * opened(step, dEnd);
    }

    private double opened(long step, int end) {
        if (step < start) {
            return 0;
        }
        return step >= end ? 1 : (double) (step - start) / (end - start);
    }

    private static final class RenormKernel extends WholeBatchKernel {
        private final BatchRenorm kind;
        private Tensor correction = affine.gain();
        private Tensor offset = affine.shift();
        private long step;

        RenormKernel(BatchRenorm kind, Shape shape, Slots slots) {
            super(kind, shape, slots);
            this.kind = kind;
        }

        @Override
        public Tensor forward(Tensor x, Pass pass) {
            step = pass.step();
            return super.forward(x, pass);
        }

        @Override
        Tensor normalize(Tensor x, boolean moves) {
            // For the statistics alone: r and d follow from them, and the output from those. Gain and shift tell
            // libtorch
            // that statistics of bfloat16 activations are float32.
            Tensor y = normalizeWith(x, gain(), shift(), false);
            Tensor deviation = batchInverseDeviation().reciprocal();
            Tensor running = movingVariance().add(Torch.scalar(eps)).sqrt_();
            correction = clipped(deviation.div(running), 1 / kind.rBound(step), kind.rBound(step));
            offset = clipped(batchMean().sub(movingMean()).div_(running), -kind.dBound(step), kind.dBound(step));
            if (moves) {
                double weight = averaging(1).weight(0);
                movingMean().lerp_(batchMean(), Torch.scalar(weight));
                Tensor next = running.lerp(deviation, Torch.scalar(weight));
                movingVariance().copy_(next.square_().sub_(Torch.scalar(eps)));
            }
            TensorOptional gain = new TensorOptional(affine.gain().mul(correction));
            TensorOptional shift = new TensorOptional(affine.gain().mul(offset).add_(affine.shift()));
            Tensor variance = deviation.square().sub_(Torch.scalar(eps));
            return normalizeBy(x, y, batchMean(), variance, gain, shift);
        }

        private static Tensor clipped(Tensor x, double low, double high) {
            return x.clamp_(new ScalarOptional(Torch.scalar(low)), new ScalarOptional(Torch.scalar(high)));
        }

        @Override
        public Tensor backward(Tensor dy) {
            T_TensorTensorTensor_T gradients =
                    gradients(dy, new TensorOptional(affine.gain().mul(correction)), true);
            // dgamma = sum dy (xh r + d)
            affine.gainGradient().copy_(gradients.get1().mul(correction).addcmul_(gradients.get2(), offset));
            affine.shiftGradient().copy_(gradients.get2());
            return gradients.get0().view_as(lastInput());
        }
    }
}
