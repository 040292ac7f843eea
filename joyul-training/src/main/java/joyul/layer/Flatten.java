package joyul.layer;

import java.util.List;
import joyul.torch.Buffer;
import joyul.torch.View;
import org.bytedeco.pytorch.Tensor;

/** An image as one vector, in PyTorch's order: channel by channel, row by row. A vector stays as it is. */
public record Flatten() implements Layer {
    @Override
    public Shape output(Shape input) {
        return new Shape.Vector(input.size());
    }

    @Override
    public Kernel kernel(Shape input, Slots slots) {
        return input instanceof Shape.Image image ? new FlattenKernel(image, slots) : new Unchanged();
    }

    @Override
    public Tensor reference(Tensor input, List<Tensor> weights) {
        return input.dim() == 2 ? input : input.reshape(input.size(0), -1).t();
    }

    private static final class FlattenKernel implements Kernel {
        private final Shape.Image shape;
        private final Buffer channelsFirst;
        private final View vectors = new View();
        private final Buffer inputGradient;

        FlattenKernel(Shape.Image shape, Slots slots) {
            this.shape = shape;
            channelsFirst = slots.vectors();
            inputGradient = slots.images();
        }

        @Override
        public Tensor forward(Tensor x, Pass pass) {
            return vectors.of(
                    x.is_contiguous() ? x : reordered(x),
                    images -> images.view(images.size(0), shape.size()).t());
        }

        private Tensor reordered(Tensor x) {
            Tensor target = channelsFirst.of(x.shape());
            target.copy_(x);
            return target;
        }

        @Override
        public Tensor backward(Tensor dy) {
            long batch = dy.size(1);
            Tensor dx = inputGradient.of(batch, shape.channels(), shape.height(), shape.width());
            return dx.copy_(dy.t().view(batch, shape.channels(), shape.height(), shape.width()));
        }

        @Override
        public void close() {
            channelsFirst.close();
            vectors.close();
            inputGradient.close();
        }
    }
}
