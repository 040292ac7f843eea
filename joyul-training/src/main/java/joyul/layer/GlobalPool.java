package joyul.layer;

import java.util.List;
import joyul.torch.Buffer;
import joyul.torch.Torch;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The mean of each channel over the whole image: an image becomes a vector of its channels. */
public record GlobalPool() implements Layer {
    @Override
    public Shape output(Shape input) {
        return new Shape.Vector(Shapes.image("global_pool", input).channels());
    }

    @Override
    public Kernel kernel(Shape input, Slots slots) {
        return new GlobalPoolKernel(Shapes.image("global_pool", input), slots);
    }

    @Override
    public Tensor reference(Tensor input, List<Tensor> weights) {
        return input.mean(2, 3).t();
    }

    private static final class GlobalPoolKernel implements Kernel {
        private final Shape.Image shape;
        private final Buffer means;
        private final Buffer inputGradient;

        GlobalPoolKernel(Shape.Image shape, Slots slots) {
            this.shape = shape;
            means = slots.vectors();
            inputGradient = slots.images();
        }

        @Override
        public Tensor forward(Tensor x, Pass pass) {
            return torch.mean_out(means.of(x.size(0), shape.channels()), x, 2, 3)
                    .t();
        }

        @Override
        public Tensor backward(Tensor dy) {
            Tensor share = dy.mul(Torch.scalar(1.0 / (shape.height() * shape.width())));
            Tensor dx = inputGradient.of(dy.size(1), shape.channels(), shape.height(), shape.width());
            return dx.copy_(share.t().unsqueeze(2).unsqueeze(3).expand_as(dx));
        }

        @Override
        public void close() {
            means.close();
            inputGradient.close();
        }
    }
}
