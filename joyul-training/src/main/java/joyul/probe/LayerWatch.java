package joyul.probe;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import joyul.layer.Layer;
import joyul.layer.Sigmoid;
import joyul.layer.Tanh;
import joyul.model.Model;
import joyul.model.Watch;
import joyul.torch.Torch;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/** Takes the numbers of one step's forward and backward, block by block, over all of its micro-batches. */
final class LayerWatch implements Watch, AutoCloseable {
    /** Below this norm the squares of single numbers may have vanished in float32. */
    private static final double SMALL = 1e-12;

    private final Model model;
    private final List<Block> blocks;
    final double[] delta;
    final double[] gradient;
    final double[] mean;
    final double[] variance;
    final double[] saturated;
    private final long[] counts;
    private @Nullable Tensor before;

    LayerWatch(Model model, List<Block> blocks) {
        this.model = model;
        this.blocks = blocks;
        delta = missing();
        gradient = missing();
        mean = missing();
        variance = missing();
        saturated = missing();
        counts = new long[blocks.size()];
    }

    double[] missing() {
        double[] values = new double[blocks.size()];
        Arrays.fill(values, Double.NaN);
        return values;
    }

    @Override
    public void output(int layer, Tensor y) {
        if (before == null) {
            before = Torch.keep(model.parameters().clone());
        }
        for (int k = 0; k < blocks.size(); k++) {
            if (blocks.get(k).shown() == layer) {
                Tensor output = exact(y);
                add(
                        k,
                        output.numel(),
                        output.mean().item_double(),
                        output.var(false).item_double(),
                        saturated(blocks.get(k).at(layer), output));
            }
        }
    }

    /** Merges a micro-batch with those before it (Chan's formula). */
    private void add(int block, long count, double newMean, double newVariance, double newSaturated) {
        if (counts[block] == 0) {
            mean[block] = newMean;
            variance[block] = newVariance;
            saturated[block] = newSaturated;
        } else {
            double share = (double) count / (counts[block] + count);
            double gap = newMean - mean[block];
            mean[block] += share * gap;
            variance[block] += share * (newVariance - variance[block]) + share * (1 - share) * gap * gap;
            saturated[block] += share * (newSaturated - saturated[block]);
        }
        counts[block] += count;
    }

    private static double saturated(Layer layer, Tensor output) {
        if (layer instanceof Sigmoid) {
            return share(output.sub(Torch.scalar(0.5)).abs_(), 0.45);
        }
        return layer instanceof Tanh ? share(output.abs(), 0.95) : Double.NaN;
    }

    private static double share(Tensor sizes, double limit) {
        Scalar threshold = Torch.scalar(limit);
        return sizes.gt(threshold).sum().item_double() / sizes.numel();
    }

    @Override
    public void outputGradient(int layer, Tensor dy) {
        for (int k = 0; k < blocks.size(); k++) {
            if (blocks.get(k).settled() == layer) {
                double norm = norm(exact(dy));
                delta[k] = Double.isNaN(delta[k]) ? norm : Math.hypot(delta[k], norm);
            }
        }
    }

    @Override
    public void weightGradients() {
        for (int k = 0; k < blocks.size(); k++) {
            gradient[k] = norm(part(model.gradients(), k));
        }
    }

    /** The place of a block's weight in a flat tensor that lies as the model's parameters do. */
    Tensor part(Tensor flat, int block) {
        Tensor weight =
                Objects.requireNonNull(model.named().get(blocks.get(block).place() + ".weight"));
        return flat.narrow(0, weight.storage_offset(), weight.numel());
    }

    /** The parameters as they were when the step began. */
    Tensor before() {
        return Objects.requireNonNull(before);
    }

    /** Half precision has too few digits to sum in. */
    private static Tensor exact(Tensor values) {
        return values.scalar_type() == ScalarType.BFloat16 ? values.to(ScalarType.Float) : values;
    }

    static double norm(Tensor values) {
        double norm = values.norm().item_double();
        return norm < SMALL ? values.to(ScalarType.Double).norm().item_double() : norm;
    }

    @Override
    public void close() {
        Tensor old = before;
        if (old != null) {
            old.close();
            before = null;
        }
    }
}
