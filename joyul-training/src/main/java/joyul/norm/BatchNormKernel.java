package joyul.norm;

import java.util.Objects;
import joyul.check.InputException;
import joyul.layer.Kernel;
import joyul.layer.Pass;
import joyul.layer.Population;
import joyul.layer.Shape;
import joyul.layer.Slots;
import joyul.layer.Span;
import joyul.layer.Spanning;
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
abstract class BatchNormKernel implements Kernel, Population, Spanning {
    final Slots slots;
    final Shape shape;
    final Groups groups;
    final double eps;
    final Affine affine;
    final Buffer output;
    private final OverBatch kind;
    private final Buffer unusedMean;
    private final Buffer unusedDeviation;
    private final PopulationStatistics population = new PopulationStatistics();
    private final TensorOptional movingMeanOptional;
    private final TensorOptional movingVarianceOptional;
    private final TensorOptional absent = Torch.absent().retainReference();
    private @Nullable Tensor input;
    private @Nullable Pass pass;
    private @Nullable BatchNormSpan span;

    BatchNormKernel(OverBatch kind, Shape shape, Slots slots, Groups groups) {
        this.kind = kind;
        this.shape = shape;
        this.slots = slots;
        this.groups = groups;
        eps = kind.eps();
        output = slots.like(shape);
        unusedMean = slots.sums();
        unusedDeviation = slots.sums();
        affine = new Affine(slots, OverBatch.channels(shape));
        // Made once: a handle for every call would cost as much as normalising a small batch.
        movingMeanOptional = new TensorOptional(movingMean()).retainReference();
        movingVarianceOptional = new TensorOptional(movingVariance()).retainReference();
    }

    static BatchNormKernel of(OverBatch kind, Shape shape, Slots slots, Groups groups) {
        return shape instanceof Shape.Image
                ? new ImageBatchNorm(kind, shape, slots, groups)
                : new VectorBatchNorm(kind, shape, slots, groups);
    }

    /** Normalises group by group; moves the running averages where asked. */
    abstract Tensor normalize(Tensor x, boolean moves);

    /** The input with its channels in dimension 1, as libtorch's batch norm takes it. */
    abstract Tensor channelsSecond(Tensor x);

    @Override
    public Tensor forward(Tensor x, Pass current) {
        remember(x, current);
        return switch (current.mode()) {
            case TRAIN, REPLAY, BATCH -> normalize(requireTwoValues(x), current.moves());
            case ESTIMATE -> {
                addTo(population, x);
                yield normalize(requireTwoValues(x), false);
            }
            case INFER -> infer(x);
        };
    }

    final void remember(Tensor x, Pass current) {
        input = x;
        pass = current;
    }

    /** How the running averages take the groups of the latest pass. */
    final Averaging averaging(int count) {
        return averaging(Objects.requireNonNull(pass), count);
    }

    final Averaging averaging(Pass current, int count) {
        return new Averaging(current, kind.newestWeight(), count);
    }

    /** One number per channel, shaped to meet values whose channels are dimension 1. */
    static Tensor along(Tensor perChannel, Tensor x) {
        return x.dim() == 4 ? perChannel.view(1, -1, 1, 1) : perChannel.view(1, -1, 1);
    }

    final Tensor lastInput() {
        return Objects.requireNonNull(input);
    }

    final TensorOptional gain() {
        return affine.optionalGain();
    }

    final TensorOptional shift() {
        return affine.optionalShift();
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
        if (x.numel() <= affine.gain().numel()) {
            throw new InputException(
                    kind.name() + " needs more than one value per channel in training, but the batch has one;"
                            + " use a batch_size of 2 or more that leaves no remainder of 1");
        }
        return x;
    }

    /** Adds a batch to the statistics of a union of batches. */
    final void addTo(PopulationStatistics statistics, Tensor x) {
        Tensor channels = channelsSecond(x);
        if (channels.dim() == 4) {
            statistics.add(channels, 0, 2, 3);
        } else {
            statistics.add(channels, 0, 2);
        }
    }

    final PopulationStatistics population() {
        return population;
    }

    final Tensor infer(Tensor x) {
        return normalizeBy(x, output.of(x.shape()), populationMean(), populationVariance());
    }

    /** Normalises with statistics that are given, into {@code y}. */
    final Tensor normalizeBy(Tensor x, Tensor y, Tensor mean, Tensor variance) {
        return normalizeBy(x, y, mean, variance, gain(), shift());
    }

    final Tensor normalizeBy(
            Tensor x, Tensor y, Tensor mean, Tensor variance, TensorOptional gain, TensorOptional shift) {
        torch.native_batch_norm_out(
                channelsSecond(y),
                unusedMean.of(0),
                unusedDeviation.of(0),
                channelsSecond(x),
                gain,
                shift,
                new TensorOptional(mean),
                new TensorOptional(variance),
                false,
                0,
                eps);
        return y;
    }

    @Override
    public void beginEstimate() {
        population.close();
    }

    @Override
    public void endEstimate() {
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
    public final int normalizationBatch() {
        return groups.equals(Groups.WHOLE) ? 0 : groups.size();
    }

    @Override
    public final int groups(int examples) {
        return groups.count(examples);
    }

    @Override
    public final Span span() {
        BatchNormSpan current = span;
        if (current == null) {
            current = new BatchNormSpan(this);
            span = current;
        }
        return current;
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
        affine.close();
        movingMeanOptional.close();
        movingVarianceOptional.close();
        absent.close();
        if (span != null) {
            span.close();
        }
    }
}
