package joyul.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import joyul.check.Check;
import joyul.torch.Torch;
import org.bytedeco.javacpp.BoolPointer;
import org.bytedeco.pytorch.T_TensorTensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * A two-dimensional convolution with square kernel and zero padding, PyTorch's {@code Conv2d}.
 *
 * @param channels of the output
 */
public record Conv(int channels, int kernel, int stride, int padding, boolean bias) implements Layer {
    public Conv {
        Check.atLeast("channels", channels, 1);
        Check.atLeast("kernel", kernel, 1);
        Check.atLeast("stride", stride, 1);
        Check.atLeast("padding", padding, 0);
    }

    /** 3x3, keeping height and width. */
    public Conv(int channels) {
        this(channels, 3, 1, 1, true);
    }

    @Override
    public Shape output(Shape input) {
        Shape.Image image = Shapes.image("conv", input);
        return new Shape.Image(
                channels,
                Shapes.slide("conv", "height", image.height(), kernel, stride, padding),
                Shapes.slide("conv", "width", image.width(), kernel, stride, padding));
    }

    @Override
    public List<Weight> weights(Shape input) {
        int inputs = Shapes.image("conv", input).channels();
        int fanIn = inputs * kernel * kernel;
        int fanOut = channels * kernel * kernel;
        List<Weight> weights = new ArrayList<>();
        weights.add(new Weight("weight", Weight.Role.WEIGHT, List.of(channels, inputs, kernel, kernel), fanIn, fanOut));
        if (bias) {
            weights.add(new Weight("bias", Weight.Role.BIAS, List.of(channels), fanIn, fanOut));
        }
        return weights;
    }

    @Override
    public Layer withoutBias() {
        return new Conv(channels, kernel, stride, padding, false);
    }

    @Override
    public Kernel kernel(Shape input, Slots slots) {
        return new ConvKernel(this, slots);
    }

    @Override
    public Tensor reference(Tensor input, List<Tensor> weights) {
        TensorOptional shift = bias ? new TensorOptional(weights.get(1)) : Torch.absent();
        return torch.convolution(input, weights.get(0), shift, both(stride), both(padding), both(1), false, both(0), 1);
    }

    private static long[] both(int side) {
        return new long[] {side, side};
    }

    private static final class ConvKernel implements Kernel {
        private final Slots slots;
        private final Tensor weight;
        private final TensorOptional bias;
        private final long[] biasSize;
        private final long[] stride;
        private final long[] padding;
        private final long[] dilation = both(1);
        private final long[] outputPadding = both(0);
        private final BoolPointer wanted;
        private @Nullable Tensor input;

        ConvKernel(Conv conv, Slots slots) {
            this.slots = slots;
            weight = slots.weights().get(0);
            bias = conv.bias() ? new TensorOptional(slots.weights().get(1)) : Torch.absent();
            biasSize = new long[] {conv.channels()};
            stride = both(conv.stride());
            padding = both(conv.padding());
            wanted = new BoolPointer(3);
            wanted.put(0, slots.needsInputGradient());
            wanted.put(1, true);
            wanted.put(2, conv.bias());
        }

        @Override
        public Tensor forward(Tensor x, Pass pass) {
            input = x;
            return torch.convolution(x, weight, bias, stride, padding, dilation, false, outputPadding, 1);
        }

        @Override
        public @Nullable Tensor backward(Tensor dy) {
            T_TensorTensorTensor_T gradients = torch.convolution_backward(
                    dy,
                    Objects.requireNonNull(input),
                    weight,
                    biasSize,
                    stride,
                    padding,
                    dilation,
                    false,
                    outputPadding,
                    1,
                    wanted);
            slots.gradients().get(0).copy_(gradients.get1());
            if (wanted.get(2)) {
                slots.gradients().get(1).copy_(gradients.get2());
            }
            return slots.needsInputGradient() ? gradients.get0() : null;
        }

        @Override
        public boolean lends() {
            return true;
        }

        @Override
        public void close() {
            bias.close();
            wanted.close();
        }
    }
}
