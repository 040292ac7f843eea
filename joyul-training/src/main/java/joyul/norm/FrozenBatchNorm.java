package joyul.norm;

import java.util.List;
import joyul.check.Check;
import joyul.layer.Kernel;
import joyul.layer.Pass;
import joyul.layer.Shape;
import joyul.layer.Slots;
import joyul.torch.Torch;
import org.bytedeco.pytorch.T_TensorTensorTensor_T;
import org.bytedeco.pytorch.Tensor;

/**
 * Frozen batch norm (Wu and Johnson 2021, section 3.3; Keras's {@code trainable=False}): batch norm for some optimizer
 * steps; from then on training, too, normalises by the running averages, which stand still, so that training and
 * inference compute the same and no example depends on its neighbours. Gamma and beta are learned throughout.
 *
 * @param after optimizer steps of ordinary batch norm; 0: frozen from the start, at the statistics the weights came with
 * @param newestWeight how much the newest batch weighs in the running averages until then
 */
public record FrozenBatchNorm(int after, double newestWeight, double eps) implements OverBatch {
    public FrozenBatchNorm {
        Check.atLeast("after", after, 0);
        Check.above("newest_weight", newestWeight, 0, 1);
        Check.positive("eps", eps);
    }

    /** PyTorch's batch norm defaults for the rest. */
    public FrozenBatchNorm(int after) {
        this(after, 0.1, 1e-5);
    }

    @Override
    public Kernel kernel(Shape input, Slots slots) {
        return new FrozenKernel(this, input, slots);
    }

    /** Frozen at a mean of zero and a variance of one, where running averages start. */
    @Override
    public Tensor reference(Tensor input, List<Tensor> weights) {
        long[] along = input.dim() == 2 ? new long[] {-1, 1} : new long[] {1, -1, 1, 1};
        Tensor scaled = input.mul(Torch.scalar(1 / Math.sqrt(1 + eps)));
        return scaled.mul(weights.get(0).view(along)).add(weights.get(1).view(along));
    }

    private static final class FrozenKernel extends WholeBatchKernel {
        private final int after;
        private boolean frozen;

        FrozenKernel(FrozenBatchNorm kind, Shape shape, Slots slots) {
            super(kind, shape, slots);
            after = kind.after();
        }

        @Override
        public Tensor forward(Tensor x, Pass pass) {
            // After the last step before freezing, evaluations still estimate: freezing begins with a step.
            frozen = pass.trains() ? pass.step() >= after : pass.step() > after || after == 0;
            if (!frozen || pass.mode() == Pass.Mode.INFER) {
                return super.forward(x, pass);
            }
            remember(x, pass);
            return normalizeBy(x, output.of(x.shape()), movingMean(), movingVariance());
        }

        @Override
        Tensor normalize(Tensor x, boolean moves) {
            return normalizeWith(x, gain(), shift(), moves);
        }

        @Override
        public Tensor backward(Tensor dy) {
            T_TensorTensorTensor_T gradients = gradients(dy, gain(), !frozen);
            affine.gainGradient().copy_(gradients.get1());
            affine.shiftGradient().copy_(gradients.get2());
            return gradients.get0().view_as(lastInput());
        }

        /** Inference must use what training was frozen at. */
        @Override
        public void endEstimate() {
            if (frozen) {
                useRunningAverages();
            } else {
                super.endEstimate();
            }
        }
    }
}
