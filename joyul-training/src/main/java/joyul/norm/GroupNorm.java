package joyul.norm;

import java.util.List;
import joyul.check.Check;
import joyul.layer.Kernel;
import joyul.layer.Shape;
import joyul.layer.Slots;
import joyul.layer.Weight;
import org.bytedeco.pytorch.Tensor;

/**
 * Group normalization (Wu and He 2018): each example is normalised over groups of neighbouring channels, in training as
 * in inference.
 *
 * @param groups how many at most; where they do not divide the channels, the largest number that does, so that one
 *     setting serves every layer of a network
 */
public record GroupNorm(int groups, double eps) implements NormalizationLayer {
    public GroupNorm {
        Check.atLeast("groups", groups, 1);
        Check.positive("eps", eps);
    }

    /** The paper's 32 groups. */
    public GroupNorm() {
        this(32, 1e-5);
    }

    @Override
    public Shape output(Shape input) {
        ChannelGroups.requireTwo("group_norm", input);
        return input;
    }

    @Override
    public List<Weight> weights(Shape input) {
        return OverBatch.affine(input);
    }

    @Override
    public Kernel kernel(Shape input, Slots slots) {
        return new ExampleNormKernel(input, slots, ChannelGroups.count(groups, input), true, eps);
    }

    @Override
    public Tensor reference(Tensor input, List<Tensor> weights) {
        int channels = Math.toIntExact(weights.get(0).numel());
        Shape shape = input.dim() == 2
                ? new Shape.Vector(channels)
                : new Shape.Image(channels, (int) input.size(2), (int) input.size(3));
        return ExampleNormKernel.normalized(input, weights, ChannelGroups.count(groups, shape), true, eps);
    }
}
