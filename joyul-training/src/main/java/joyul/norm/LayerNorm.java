package joyul.norm;

import java.util.List;
import joyul.check.Check;
import joyul.layer.Kernel;
import joyul.layer.Shape;
import joyul.layer.Slots;
import joyul.layer.Weight;
import org.bytedeco.pytorch.Tensor;

/**
 * Layer normalization (Ba, Kiros and Hinton 2016): each example is normalised over all its features, in training as in
 * inference, so that no batch is needed. An image is one group of channels, height and width, with gamma and beta per
 * channel: PyTorch's {@code GroupNorm(1, channels)}.
 */
public record LayerNorm(double eps) implements NormalizationLayer {
    public LayerNorm {
        Check.positive("eps", eps);
    }

    /** PyTorch's default: 1e-5. */
    public LayerNorm() {
        this(1e-5);
    }

    @Override
    public Shape output(Shape input) {
        ChannelGroups.requireTwo("layer_norm", input);
        return input;
    }

    @Override
    public List<Weight> weights(Shape input) {
        return OverBatch.affine(input);
    }

    @Override
    public Kernel kernel(Shape input, Slots slots) {
        return new ExampleNormKernel(input, slots, 1, true, eps);
    }

    @Override
    public Tensor reference(Tensor input, List<Tensor> weights) {
        return ExampleNormKernel.normalized(input, weights, 1, true, eps);
    }
}
