package joyul.norm;

import java.util.Arrays;
import joyul.torch.Precision;
import joyul.torch.Tensors;
import joyul.torch.Torch;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * How much each of some groups weighs in a running average, as native calls take it. Kept from step to step, for an
 * exponential average always asks for the same.
 */
final class GroupWeights implements AutoCloseable {
    private final Precision precision;
    private final Scalar one = new Scalar(1.0).retainReference();
    private double[] values = {};
    private @Nullable Tensor factors;
    private @Nullable Scalar rest;

    GroupWeights(Precision precision) {
        this.precision = precision;
    }

    void set(double[] weights) {
        if (factors == null || !Arrays.equals(weights, values)) {
            release();
            values = weights.clone();
            factors = Torch.keep(Tensors.ofDoubles(weights, weights.length).to(precision.type()));
            rest = new Scalar(1 - Arrays.stream(weights).sum()).retainReference();
        }
    }

    /**
     * Takes the groups into a running average; what their weights leave of one is the old average's.
     *
     * @param news {@code [channels, groups]}
     */
    void move(Tensor average, Tensor news) {
        torch.addmv_out(average, average, news, factors, rest, one);
    }

    private void release() {
        if (factors != null && rest != null) {
            factors.close();
            rest.close();
        }
    }

    @Override
    public void close() {
        release();
        one.close();
    }
}
