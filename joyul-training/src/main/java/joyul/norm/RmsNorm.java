package joyul.norm;

import java.util.List;
import joyul.check.Check;
import joyul.layer.Kernel;
import joyul.layer.Shape;
import joyul.layer.Slots;
import joyul.layer.Weight;
import org.bytedeco.pytorch.Tensor;

/**
 * Root mean square normalization (Zhang and Sennrich 2019): each example is divided by the root of its features' mean
 * square, {@code y = gamma x / sqrt(mean x^2 + eps)}; nothing is subtracted and there is no beta. An image is divided by
 * one number, with gamma per channel.
 */
public record RmsNorm(double eps) implements NormalizationLayer {
    public RmsNorm {
        Check.positive("eps", eps);
    }

    /** As batch norm: 1e-5. */
    public RmsNorm() {
        this(1e-5);
    }

    @Override
    public List<Weight> weights(Shape input) {
        return List.of(OverBatch.gain(input));
    }

    @Override
    public Kernel kernel(Shape input, Slots slots) {
        return new ExampleNormKernel(input, slots, 1, false, eps);
    }

    @Override
    public Tensor reference(Tensor input, List<Tensor> weights) {
        return ExampleNormKernel.normalized(input, weights, 1, false, eps);
    }
}
