package joyul.norm;

import java.util.Objects;
import joyul.check.InputException;
import joyul.layer.Kernel;
import joyul.layer.Pass;
import joyul.layer.Population;
import joyul.layer.Shape;
import joyul.layer.Slots;
import joyul.torch.Buffer;
import joyul.torch.Torch;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * What the kernels for vectors and for images share: inference with the population, and estimating it.
 *
 * <p>The backward formula (Ioffe and Szegedy 2015, section 3), with m values per group, {@code xh} the normalised input
 * and s the root of variance plus eps:
 *
 * <pre>{@code
 * dbeta = sum dy      dgamma = sum dy xh      dx = gamma / (m s) (m dy - dbeta - xh dgamma)
 * }</pre>
 */
abstract class BatchNormKernel implements Kernel, Population {
    final Slots slots;
    final Groups groups;
    final double newestWeight;
    final double eps;
    final Buffer output;
    private final Buffer unusedMean;
    private final Buffer unusedDeviation;
    private final PopulationStatistics population = new PopulationStatistics();
    private final TensorOptional gain;
    private final TensorOptional shift;
    private final TensorOptional movingMeanOptional;
    private final TensorOptional movingVarianceOptional;
    private final TensorOptional absent = Torch.absent().retainReference();
    private @Nullable Tensor input;

    BatchNormKernel(Shape shape, Slots slots, Groups groups, double newestWeight, double eps) {
        this.slots = slots;
        this.groups = groups;
        this.newestWeight = newestWeight;
        this.eps = eps;
        output = slots.like(shape);
        unusedMean = slots.sums();
        unusedDeviation = slots.sums();
        // Made once: a handle for every call would cost as much as normalising a small batch.
        gain = new TensorOptional(slots.weights().get(0)).retainReference();
        shift = new TensorOptional(slots.weights().get(1)).retainReference();
        movingMeanOptional = new TensorOptional(movingMean()).retainReference();
        movingVarianceOptional = new TensorOptional(movingVariance()).retainReference();
    }

    static BatchNormKernel of(Shape shape, Slots slots, Groups groups, double newestWeight, double eps) {
        return shape instanceof Shape.Image
                ? new ImageBatchNorm(shape, slots, groups, newestWeight, eps)
                : new VectorBatchNorm(shape, slots, groups, newestWeight, eps);
    }

    /** Normalises group by group; moves the running averages where asked. */
    abstract Tensor normalize(Tensor x, boolean moves);

    /** The input with its channels in dimension 1, as libtorch's batch norm takes it. */
    abstract Tensor channelsSecond(Tensor x);

    @Override
    public final Tensor forward(Tensor x, Pass pass) {
        input = x;
        return switch (pass.mode()) {
            case TRAIN -> normalize(requireTwoValues(x), true);
            case ESTIMATE -> {
                addToPopulation(x);
                yield normalize(requireTwoValues(x), false);
            }
            case INFER -> infer(x);
        };
    }

    final Tensor lastInput() {
        return Objects.requireNonNull(input);
    }

    final TensorOptional gain() {
        return gain;
    }

    final TensorOptional shift() {
        return shift;
    }

    final Tensor movingMean() {
        return slots.statistics().get(0);
    }

    final Tensor movingVariance() {
        return slots.statistics().get(1);
    }

    final TensorOptional movingMeanOptional() {
        return movingMeanOptional;
    }

    final TensorOptional movingVarianceOptional() {
        return movingVarianceOptional;
    }

    final TensorOptional absent() {
        return absent;
    }

    private Tensor populationMean() {
        return slots.statistics().get(2);
    }

    private Tensor populationVariance() {
        return slots.statistics().get(3);
    }

    private Tensor requireTwoValues(Tensor x) {
        if (x.numel() <= slots.weights().get(0).numel()) {
            throw new InputException(
                    "batch normalization needs more than one value per channel in training, but the batch"
                            + " has one; use a batch_size of 2 or more that leaves no remainder of 1");
        }
        return x;
    }

    private void addToPopulation(Tensor x) {
        Tensor channels = channelsSecond(x);
        if (channels.dim() == 4) {
            population.add(channels, 0, 2, 3);
        } else {
            population.add(channels, 0, 2);
        }
    }

    private Tensor infer(Tensor x) {
        Tensor y = output.of(x.shape());
        torch.native_batch_norm_out(
                channelsSecond(y),
                unusedMean.of(0),
                unusedDeviation.of(0),
                channelsSecond(x),
                gain(),
                shift(),
                new TensorOptional(populationMean()),
                new TensorOptional(populationVariance()),
                false,
                newestWeight,
                eps);
        return y;
    }

    @Override
    public final void beginEstimate() {
        population.close();
    }

    @Override
    public final void endEstimate() {
        population.moveTo(populationMean(), populationVariance());
    }

    @Override
    public final void useRunningAverages() {
        try (PointerScope scope = new PointerScope()) {
            populationMean().copy_(movingMean());
            populationVariance().copy_(movingVariance());
        }
    }

    @Override
    public boolean lends() {
        return true;
    }

    @Override
    public void close() {
        output.close();
        unusedMean.close();
        unusedDeviation.close();
        population.close();
        gain.close();
        shift.close();
        movingMeanOptional.close();
        movingVarianceOptional.close();
        absent.close();
    }
}
