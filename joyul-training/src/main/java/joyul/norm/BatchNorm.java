package joyul.norm;

import java.util.List;
import java.util.Optional;
import joyul.check.Check;
import joyul.check.InputException;
import joyul.layer.Kernel;
import joyul.layer.Layer;
import joyul.layer.Shape;
import joyul.layer.Slots;
import joyul.layer.Statistic;
import joyul.layer.Weight;
import joyul.torch.Torch;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Batch normalization (Ioffe and Szegedy 2015, algorithms 1 and 2) with PyTorch's semantics: per feature or channel,
 * {@code y = gamma (x - mean) / sqrt(v + eps) + beta} with the batch's mean and biased variance v; the running variance
 * takes the unbiased one.
 *
 * @param newestWeight how much the newest batch weighs in the running averages (PyTorch calls it momentum)
 */
public record BatchNorm(double newestWeight, double eps) implements Normalization, Layer, Foldable {
    public BatchNorm {
        Check.above("newest_weight", newestWeight, 0, 1);
        Check.positive("eps", eps);
    }

    /** PyTorch's defaults: newest weight 0.1, eps 1e-5. */
    public BatchNorm() {
        this(0.1, 1e-5);
    }

    @Override
    public Optional<Layer> layer() {
        return Optional.of(this);
    }

    @Override
    public void checkBatch(int batchSize) {
        requireTwo(batchSize);
    }

    static void requireTwo(int batchSize) {
        if (batchSize < 2) {
            throw new InputException("batch_size must be 2 or more with batch normalization (the mean of one example is"
                    + " the example itself), but was " + batchSize);
        }
    }

    @Override
    public Shape output(Shape input) {
        return input;
    }

    @Override
    public List<Weight> weights(Shape input) {
        return affine(input);
    }

    @Override
    public List<Statistic> statistics(Shape input) {
        return populations(input);
    }

    @Override
    public Kernel kernel(Shape input, Slots slots) {
        return BatchNormKernel.of(input, slots, Groups.WHOLE, newestWeight, eps);
    }

    @Override
    public Tensor reference(Tensor input, List<Tensor> weights) {
        return normalized(input, weights, eps);
    }

    /** The features of a vector or the channels of an image. */
    static int channels(Shape input) {
        return input instanceof Shape.Image image ? image.channels() : input.size();
    }

    static List<Weight> affine(Shape input) {
        int channels = channels(input);
        return List.of(
                new Weight("weight", Weight.Role.GAIN, List.of(channels), 1, 1),
                new Weight("bias", Weight.Role.SHIFT, List.of(channels), 1, 1));
    }

    static List<Statistic> populations(Shape input) {
        int channels = channels(input);
        return List.of(
                new Statistic("moving_mean", channels, 0),
                new Statistic("moving_var", channels, 1),
                new Statistic("running_mean", channels, 0),
                new Statistic("running_var", channels, 1));
    }

    /** Batch norm of one group as a differentiable operation. */
    static Tensor normalized(Tensor input, List<Tensor> weights, double eps) {
        boolean vector = input.dim() == 2;
        Tensor examples = vector ? input.t() : input;
        TensorOptional none = Torch.absent();
        Tensor normal = torch.batch_norm(
                examples,
                new TensorOptional(weights.get(0)),
                new TensorOptional(weights.get(1)),
                none,
                none,
                true,
                0,
                eps,
                false);
        return vector ? normal.t() : normal;
    }
}
