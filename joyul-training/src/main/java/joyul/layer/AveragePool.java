package joyul.layer;

import java.util.List;
import java.util.Objects;
import joyul.check.Check;
import joyul.torch.Buffer;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/** The mean of each square window, PyTorch's {@code AvgPool2d} without padding; what is left over is cut. */
public record AveragePool(int kernel, int stride) implements Layer {
    public AveragePool {
        Check.atLeast("kernel", kernel, 1);
        Check.atLeast("stride", stride, 1);
    }

    @Override
    public Shape output(Shape input) {
        return Windows.output("average_pool", input, kernel, stride);
    }

    @Override
    public Kernel kernel(Shape input, Slots slots) {
        return new AveragePoolKernel(this, (Shape.Image) output(input), slots);
    }

    @Override
    public Tensor reference(Tensor input, List<Tensor> weights) {
        return torch.avg_pool2d(
                input, Windows.both(kernel), Windows.both(stride), Windows.both(0), false, true, new LongOptional());
    }

    private static final class AveragePoolKernel implements Kernel {
        private final Shape.Image shape;
        private final long[] kernel;
        private final long[] stride;
        private final long[] padding = Windows.both(0);
        private final LongOptional noDivisor = new LongOptional();
        private final Buffer output;
        private final Buffer inputGradient;
        private @Nullable Tensor input;

        AveragePoolKernel(AveragePool pool, Shape.Image shape, Slots slots) {
            this.shape = shape;
            kernel = Windows.both(pool.kernel());
            stride = Windows.both(pool.stride());
            output = slots.images();
            inputGradient = slots.images();
        }

        @Override
        public Tensor forward(Tensor x, Pass pass) {
            input = x;
            Tensor y = output.of(x.size(0), shape.channels(), shape.height(), shape.width());
            return torch.avg_pool2d_out(y, x, kernel, stride, padding, false, true, noDivisor);
        }

        @Override
        public Tensor backward(Tensor dy) {
            Tensor x = Objects.requireNonNull(input);
            Tensor dx = inputGradient.of(x.size(0), x.size(1), x.size(2), x.size(3));
            return torch.avg_pool2d_backward_out(dx, dy, x, kernel, stride, padding, false, true, noDivisor);
        }

        @Override
        public boolean lends() {
            return true;
        }

        @Override
        public void close() {
            noDivisor.close();
            output.close();
            inputGradient.close();
        }
    }
}
