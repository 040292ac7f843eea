package joyul.layer;

import java.util.List;
import java.util.Objects;
import joyul.check.Check;
import joyul.torch.Buffer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/** The largest value of each square window, PyTorch's {@code MaxPool2d} without padding; what is left over is cut. */
public record MaxPool(int kernel, int stride) implements Layer {
    public MaxPool {
        Check.atLeast("kernel", kernel, 1);
        Check.atLeast("stride", stride, 1);
    }

    /** Windows that do not overlap. */
    public MaxPool(int kernel) {
        this(kernel, kernel);
    }

    @Override
    public Shape output(Shape input) {
        return Windows.output("max_pool", input, kernel, stride);
    }

    @Override
    public Kernel kernel(Shape input, Slots slots) {
        return new MaxPoolKernel(this, (Shape.Image) output(input), slots);
    }

    @Override
    public Tensor reference(Tensor input, List<Tensor> weights) {
        return torch.max_pool2d(
                input, Windows.both(kernel), Windows.both(stride), Windows.both(0), Windows.both(1), false);
    }

    private static final class MaxPoolKernel implements Kernel {
        private final Shape.Image shape;
        private final long[] kernel;
        private final long[] stride;
        private final long[] padding = Windows.both(0);
        private final long[] dilation = Windows.both(1);
        private final Buffer output;
        private final Buffer winners = new Buffer(ScalarType.Long, MemoryFormat.ChannelsLast);
        private final Buffer inputGradient;
        private @Nullable Tensor input;

        MaxPoolKernel(MaxPool pool, Shape.Image shape, Slots slots) {
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
            Tensor indices = winners.of(x.size(0), shape.channels(), shape.height(), shape.width());
            torch.max_pool2d_with_indices_out(y, indices, x, kernel, stride, padding, dilation, false);
            return y;
        }

        @Override
        public Tensor backward(Tensor dy) {
            Tensor x = Objects.requireNonNull(input);
            Tensor indices = winners.of(dy.size(0), shape.channels(), shape.height(), shape.width());
            Tensor dx = inputGradient.of(x.size(0), x.size(1), x.size(2), x.size(3));
            return torch.max_pool2d_with_indices_backward_out(
                    dx, dy, x, kernel, stride, padding, dilation, false, indices);
        }

        @Override
        public boolean lends() {
            return true;
        }

        @Override
        public void close() {
            output.close();
            winners.close();
            inputGradient.close();
        }
    }
}
