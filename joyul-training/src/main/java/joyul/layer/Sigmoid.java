package joyul.layer;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The activation {@code y = 1 / (1 + exp(-x))}; backward {@code dx = dy y (1 - y)}. */
public record Sigmoid() implements Layer {
    @Override
    public Shape output(Shape input) {
        return input;
    }

    @Override
    public Kernel kernel(Shape input, Slots slots) {
        return new SigmoidKernel(input, slots);
    }

    @Override
    public Tensor reference(Tensor input, List<Tensor> weights) {
        return torch.sigmoid(input);
    }

    private static final class SigmoidKernel extends Elementwise {
        SigmoidKernel(Shape shape, Slots slots) {
            super(shape, slots);
        }

        @Override
        void activate(Tensor y, Tensor x) {
            torch.sigmoid_out(y, x);
        }

        @Override
        void differentiate(Tensor dx, Tensor dy, Tensor y) {
            torch.sigmoid_backward_out(dx, dy, y);
        }
    }
}
