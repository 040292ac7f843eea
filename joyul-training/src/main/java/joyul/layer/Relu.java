package joyul.layer;

import java.util.List;
import joyul.torch.Torch;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The activation {@code y = max(x, 0)}; backward {@code dx = dy} where {@code y > 0}. */
public record Relu() implements Layer {
    @Override
    public Shape output(Shape input) {
        return input;
    }

    @Override
    public Kernel kernel(Shape input, Slots slots) {
        return new ReluKernel(input, slots);
    }

    @Override
    public Tensor reference(Tensor input, List<Tensor> weights) {
        return torch.relu(input);
    }

    private static final class ReluKernel extends Elementwise {
        private final Scalar zero = Torch.scalar(0);

        ReluKernel(Shape shape, Slots slots) {
            super(shape, slots);
        }

        @Override
        void activate(Tensor y, Tensor x) {
            torch.clamp_min_out(y, x, zero);
        }

        @Override
        void differentiate(Tensor dx, Tensor dy, Tensor y) {
            torch.threshold_backward_out(dx, dy, y, zero);
        }

        @Override
        public void close() {
            super.close();
            zero.close();
        }
    }
}
