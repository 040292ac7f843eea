package joyul.norm;

import java.util.Objects;
import joyul.torch.Torch;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * PreciseBN's estimator (Wu and Johnson 2021, section 3): the mean and the biased variance of the union of all batches,
 * merged by the formula of Chan, Golub and LeVeque (1983) in double precision. All numbers are taken relative to a pivot, the
 * first batch's mean, so that a mean that is large beside the deviation costs no digits of the variance.
 */
final class PopulationStatistics implements AutoCloseable {
    private double count;
    private @Nullable Tensor pivot;
    private @Nullable Tensor mean;
    private @Nullable Tensor squares;

    /** Adds one batch; the statistics are taken over all dimensions but one. */
    void add(Tensor values, long... over) {
        try (PointerScope scope = new PointerScope()) {
            Tensor batch = values.scalar_type() == ScalarType.BFloat16 ? values.to(ScalarType.Float) : values;
            Tensor origin = pivot;
            if (origin == null) {
                origin = Torch.keep(batch.mean(over, true, new ScalarTypeOptional()));
                pivot = origin;
            }
            T_TensorTensor_T moments = torch.var_mean(batch.sub(origin), over, false, false);
            Tensor batchMean = moments.get1().to(ScalarType.Double);
            double batchCount = (double) batch.numel() / batchMean.numel();
            Tensor batchSquares = moments.get0().to(ScalarType.Double).mul(Torch.scalar(batchCount));
            merge(batchCount, batchMean, batchSquares);
        }
    }

    private void merge(double batchCount, Tensor batchMean, Tensor batchSquares) {
        Tensor oldMean = mean;
        Tensor oldSquares = squares;
        double total = count + batchCount;
        if (oldMean == null || oldSquares == null) {
            mean = Torch.keep(batchMean.clone());
            squares = Torch.keep(batchSquares);
        } else {
            Tensor delta = batchMean.sub(oldMean);
            oldSquares.add_(batchSquares).addcmul_(delta, delta, Torch.scalar(count * batchCount / total));
            oldMean.add_(delta, Torch.scalar(batchCount / total));
        }
        count = total;
    }

    /** Adds the union of batches that another holds, and leaves it as it is. */
    void add(PopulationStatistics other) {
        Tensor otherPivot = Objects.requireNonNull(other.pivot);
        try (PointerScope scope = new PointerScope()) {
            Tensor origin = pivot;
            if (origin == null) {
                origin = Torch.keep(otherPivot.clone());
                pivot = origin;
            }
            Tensor apart = otherPivot.sub(origin).flatten();
            Tensor otherMean = Objects.requireNonNull(other.mean).add(apart);
            merge(other.count, otherMean, Objects.requireNonNull(other.squares).clone());
        }
    }

    /** How many values of a feature were added. */
    double count() {
        return count;
    }

    /** Writes mean and biased variance into the targets and forgets them. */
    void moveTo(Tensor meanTarget, Tensor varianceTarget) {
        Tensor origin = pivot;
        Tensor lastMean = mean;
        Tensor lastSquares = squares;
        if (origin == null || lastMean == null || lastSquares == null) {
            throw new IllegalStateException("no batch was added to the population");
        }
        try (PointerScope scope = new PointerScope()) {
            meanTarget.copy_(lastMean.add(origin.flatten()));
            varianceTarget.copy_(lastSquares.div(Torch.scalar(count)));
        }
        close();
    }

    @Override
    public void close() {
        if (pivot != null) {
            pivot.close();
        }
        if (mean != null) {
            mean.close();
        }
        if (squares != null) {
            squares.close();
        }
        pivot = null;
        mean = null;
        squares = null;
        count = 0;
    }
}
