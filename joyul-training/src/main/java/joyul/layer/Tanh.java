package joyul.layer;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The activation {@code y = tanh x}; backward {@code dx = dy (1 - y^2)}. */
public record Tanh() implements Layer {
    @Override
    public Shape output(Shape input) {
        return input;
    }

    @Override
    public Kernel kernel(Shape input, Slots slots) {
        return new TanhKernel(input, slots);
    }

    @Override
    public Tensor reference(Tensor input, List<Tensor> weights) {
        return torch.tanh(input);
    }

    private static final class TanhKernel extends Elementwise {
        TanhKernel(Shape shape, Slots slots) {
            super(shape, slots);
        }

        @Override
        void activate(Tensor y, Tensor x) {
            torch.tanh_out(y, x);
        }

        @Override
        void differentiate(Tensor dx, Tensor dy, Tensor y) {
            torch.tanh_backward_out(dx, dy, y);
        }
    }
}
