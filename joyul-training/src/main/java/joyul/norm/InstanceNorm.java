package joyul.norm;

import java.util.List;
import joyul.check.Check;
import joyul.check.InputException;
import joyul.layer.Kernel;
import joyul.layer.Layer;
import joyul.layer.Shape;
import joyul.layer.Slots;
import joyul.layer.Weight;
import org.bytedeco.pytorch.Tensor;

/**
 * Instance normalization (Ulyanov, Vedaldi and Lempitsky 2016): each channel of each image is normalised alone, over
 * height and width, with learned gamma and beta. Vectors have one value per channel, so they are refused.
 */
public record InstanceNorm(double eps) implements NormalizationLayer {
    public InstanceNorm {
        Check.positive("eps", eps);
    }

    /** PyTorch's default: 1e-5. */
    public InstanceNorm() {
        this(1e-5);
    }

    /** The mean of a channel holds the bias. */
    @Override
    public Layer before(Layer layer) {
        return layer.withoutBias();
    }

    @Override
    public Shape output(Shape input) {
        if (input.size() == OverBatch.channels(input)) {
            throw new InputException(
                    "instance_norm needs more than one value per channel and example, but its input is " + input.text()
                            + "; use layer_norm or group_norm there");
        }
        return input;
    }

    @Override
    public List<Weight> weights(Shape input) {
        return OverBatch.affine(input);
    }

    @Override
    public Kernel kernel(Shape input, Slots slots) {
        return new ExampleNormKernel(input, slots, OverBatch.channels(input), true, eps);
    }

    @Override
    public Tensor reference(Tensor input, List<Tensor> weights) {
        return ExampleNormKernel.normalized(
                input, weights, Math.toIntExact(weights.get(0).numel()), true, eps);
    }
}
