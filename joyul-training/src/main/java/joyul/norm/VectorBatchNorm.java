package joyul.norm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import joyul.layer.Shape;
import joyul.layer.Slots;
import joyul.torch.Buffer;
import joyul.torch.Tensors;
import joyul.torch.Torch;
import org.bytedeco.javacpp.BoolPointer;
import org.bytedeco.pytorch.T_TensorTensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Batch norm of vectors {@code [features, batch]}: k groups of n examples are {@code [1, features * k, n]} without
 * copying, so that all groups are one native call on contiguous memory.
 */
final class VectorBatchNorm extends BatchNormKernel {
    private final int features;
    private final Buffer inputGradient;
    private final List<Part> parts = new ArrayList<>();
    private final BoolPointer all = new BoolPointer(3).put(0, true).put(1, true).put(2, true);

    VectorBatchNorm(Shape shape, Slots slots, Groups groups, double newestWeight, double eps) {
        super(shape, slots, groups, newestWeight, eps);
        features = shape.size();
        inputGradient = slots.vectors();
    }

    @Override
    Tensor channelsSecond(Tensor x) {
        return x.contiguous().unsqueeze(0);
    }

    @Override
    Tensor normalize(Tensor x, boolean moves) {
        int batch = Math.toIntExact(x.size(1));
        Tensor y = output.of(features, batch);
        List<Groups.Block> blocks = groups.blocks(batch);
        Averaging averaging = averaging(groups.count(batch));
        int first = 0;
        for (int index = 0; index < blocks.size(); index++) {
            if (index == parts.size()) {
                parts.add(new Part());
            }
            parts.get(index).normalize(blocks.get(index), x, y, blocks.size() == 1, moves ? averaging : null, first);
            first += blocks.get(index).groups();
        }
        return y;
    }

    @Override
    public Tensor backward(Tensor dy) {
        Tensor x = lastInput();
        int batch = Math.toIntExact(x.size(1));
        List<Groups.Block> blocks = groups.blocks(batch);
        if (blocks.size() == 1) {
            return parts.get(0).differentiate(blocks.get(0), dy, x, false);
        }
        Tensor dx = inputGradient.of(features, batch);
        for (int index = 0; index < blocks.size(); index++) {
            Groups.Block block = blocks.get(index);
            Tensor part = parts.get(index).differentiate(block, columns(block, dy), columns(block, x), index > 0);
            dx.narrow(1, block.start(), block.length()).copy_(part);
        }
        return dx;
    }

    private static Tensor columns(Groups.Block block, Tensor x) {
        return x.narrow(1, block.start(), block.length());
    }

    @Override
    public void close() {
        super.close();
        inputGradient.close();
        all.close();
        parts.forEach(Part::close);
    }

    /** The groups of one size: their statistics, and gamma and beta once per group. */
    private final class Part implements AutoCloseable {
        private final Buffer mean = slots.vectors();
        private final Buffer inverseDeviation = slots.vectors();
        private final Buffer gains = slots.vectors();
        private final Buffer shifts = slots.vectors();
        private final Buffer groupMeans = slots.vectors();
        private final Buffer groupVariances = slots.vectors();

        /**
         * Normalises the groups of one size.
         *
         * @param averaging how the running averages take them; null: not at all
         * @param first how many groups the pass has before them
         */
        void normalize(
                Groups.Block block, Tensor x, Tensor y, boolean whole, @Nullable Averaging averaging, int first) {
            Tensor input = grouped(block, whole ? x : columns(block, x));
            boolean direct = whole && block.groups() == 1;
            // With a weight of one the "running" averages are each group's own mean and unbiased variance.
            TensorOptional means = Torch.absent();
            TensorOptional variances = Torch.absent();
            if (averaging != null) {
                means = new TensorOptional(direct ? movingMean() : zeroed(groupMeans, block));
                variances = new TensorOptional(direct ? movingVariance() : zeroed(groupVariances, block));
            }
            Tensor result = whole ? grouped(block, y) : input.new_empty(input.shape());
            torch.native_batch_norm_out(
                    result,
                    mean.of(channels(block)),
                    inverseDeviation.of(channels(block)),
                    input,
                    perGroup(block, gain(), affine.gain(), gains),
                    perGroup(block, shift(), affine.shift(), shifts),
                    means,
                    variances,
                    true,
                    direct && averaging != null ? averaging.weight(0) : 1,
                    eps);
            if (!whole) {
                columns(block, y).copy_(result.view(features, block.length()));
            }
            if (averaging != null && !direct) {
                double[] weights = averaging.weights(first, block.groups());
                move(block, weights, movingMean(), groupMeans);
                move(block, weights, movingVariance(), groupVariances);
            }
        }

        Tensor differentiate(Groups.Block block, Tensor dy, Tensor x, boolean adds) {
            T_TensorTensorTensor_T result = torch.native_batch_norm_backward(
                    grouped(block, dy),
                    grouped(block, x),
                    perGroup(block, gain(), affine.gain(), gains),
                    Torch.absent(),
                    Torch.absent(),
                    new TensorOptional(mean.of(channels(block))),
                    new TensorOptional(inverseDeviation.of(channels(block))),
                    true,
                    eps,
                    all);
            collect(block, result.get1(), affine.gainGradient(), adds);
            collect(block, result.get2(), affine.shiftGradient(), adds);
            return result.get0().view(features, block.length());
        }

        private long channels(Groups.Block block) {
            return (long) features * block.groups();
        }

        private Tensor grouped(Groups.Block block, Tensor x) {
            return x.contiguous().view(1, channels(block), block.size());
        }

        private Tensor zeroed(Buffer buffer, Groups.Block block) {
            return buffer.of(channels(block)).zero_();
        }

        private TensorOptional perGroup(Groups.Block block, TensorOptional once, Tensor vector, Buffer repeated) {
            if (block.groups() == 1) {
                return once;
            }
            Tensor target = repeated.of(channels(block));
            target.view(features, block.groups()).copy_(vector.unsqueeze(1));
            return new TensorOptional(target);
        }

        private void collect(Groups.Block block, Tensor ofGroups, Tensor target, boolean adds) {
            Tensor sum = block.groups() == 1
                    ? ofGroups
                    : ofGroups.view(features, block.groups()).sum(1);
            if (adds) {
                target.add_(sum);
            } else {
                target.copy_(sum);
            }
        }

        /** Takes the groups into a running average; what their weights leave of one is the old average's. */
        private void move(Groups.Block block, double[] weights, Tensor moving, Buffer ofGroups) {
            Tensor factors = Tensors.ofDoubles(weights, weights.length).to(moving.scalar_type());
            Tensor news =
                    ofGroups.of(channels(block)).view(features, block.groups()).mv(factors);
            moving.mul_(Torch.scalar(1 - Arrays.stream(weights).sum())).add_(news);
        }

        @Override
        public void close() {
            for (Buffer buffer : List.of(mean, inverseDeviation, gains, shifts, groupMeans, groupVariances)) {
                buffer.close();
            }
        }
    }
}
