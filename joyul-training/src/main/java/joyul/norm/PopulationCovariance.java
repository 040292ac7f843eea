package joyul.norm;

import java.util.Objects;
import joyul.torch.Torch;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * The mean and the biased covariance of the union of all batches, per group of features, merged by Chan's formula for
 * products in double precision: {@link PopulationStatistics} with matrices in place of variances.
 */
final class PopulationCovariance implements AutoCloseable {
    private double count;
    private @Nullable Tensor mean;
    private @Nullable Tensor products;

    /** Adds a batch {@code [groups, n, batch]}. */
    void add(Tensor batch) {
        try (PointerScope scope = new PointerScope()) {
            Tensor wide = batch.to(ScalarType.Double);
            double batchCount = wide.size(2);
            Tensor batchMean = wide.mean(new long[] {2}, true, new ScalarTypeOptional());
            Tensor centred = wide.sub(batchMean);
            Tensor batchProducts = centred.bmm(centred.transpose(1, 2));
            double total = count + batchCount;
            if (mean == null) {
                mean = Torch.keep(batchMean);
                products = Torch.keep(batchProducts);
            } else {
                Tensor delta = batchMean.sub(mean);
                Tensor apart = delta.bmm(delta.transpose(1, 2)).mul_(Torch.scalar(count * batchCount / total));
                Objects.requireNonNull(products).add_(batchProducts).add_(apart);
                mean.add_(delta, Torch.scalar(batchCount / total));
            }
            count = total;
        }
    }

    /** Writes mean and biased covariance into the targets and forgets them. */
    void moveTo(Tensor meanTarget, Tensor covarianceTarget) {
        if (mean == null || products == null) {
            throw new IllegalStateException("no batch was added to the population");
        }
        try (PointerScope scope = new PointerScope()) {
            meanTarget.copy_(mean.flatten());
            covarianceTarget.copy_(products.div(Torch.scalar(count)));
        }
        close();
    }

    @Override
    public void close() {
        if (mean != null) {
            mean.close();
        }
        if (products != null) {
            products.close();
        }
        mean = null;
        products = null;
        count = 0;
    }
}
