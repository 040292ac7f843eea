package joyul.norm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import joyul.layer.Shape;
import joyul.layer.Slots;
import joyul.torch.Buffer;
import joyul.torch.Tensors;
import joyul.torch.Torch;
import joyul.torch.View;
import org.bytedeco.javacpp.BoolPointer;
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
        Tensor dx = inputGradient.of(features, batch);
        List<Groups.Block> blocks = groups.blocks(batch);
        for (int index = 0; index < blocks.size(); index++) {
            parts.get(index).differentiate(blocks.get(index), dy, x, dx, blocks.size() == 1, index > 0);
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
        private final Buffer mean = slots.sums();
        private final Buffer inverseDeviation = slots.sums();
        private final Buffer gains = slots.sums();
        private final Buffer shifts = slots.sums();
        private final Buffer gainGradients = slots.sums();
        private final Buffer shiftGradients = slots.sums();
        private final Buffer groupMeans = slots.sums();
        private final Buffer groupVariances = slots.sums();
        private final Buffer result = slots.vectors();
        private final View inputView = new View();
        private final View outputView = new View();
        private final View outputGradientView = new View();
        private final View inputGradientView = new View();

        /**
         * Normalises the groups of one size.
         *
         * @param averaging how the running averages take them; null: not at all
         * @param first how many groups the pass has before them
         */
        void normalize(
                Groups.Block block, Tensor x, Tensor y, boolean whole, @Nullable Averaging averaging, int first) {
            Tensor input = whole ? grouped(inputView, block, x) : copied(block, x);
            boolean direct = whole && block.groups() == 1;
            boolean moves = averaging != null;
            Tensor target = whole ? grouped(outputView, block, y) : result.of(1, channels(block), block.size());
            torch.native_batch_norm_out(
                    target,
                    mean.of(channels(block)),
                    inverseDeviation.of(channels(block)),
                    input,
                    block.groups() == 1 ? gain() : perGroup(block, affine.gain(), gains),
                    block.groups() == 1 ? shift() : perGroup(block, affine.shift(), shifts),
                    moves ? direct ? movingMeanOptional() : zeroed(groupMeans, block) : absent(),
                    moves ? direct ? movingVarianceOptional() : zeroed(groupVariances, block) : absent(),
                    true,
                    // With a weight of one the "running" averages are each group's own mean and unbiased variance.
                    direct && averaging != null ? averaging.weight(0) : 1,
                    eps);
            if (!whole) {
                columns(block, y).copy_(target.view(features, block.length()));
            }
            if (averaging != null && !direct) {
                double[] weights = averaging.weights(first, block.groups());
                move(block, weights, movingMean(), groupMeans);
                move(block, weights, movingVariance(), groupVariances);
            }
        }

        void differentiate(Groups.Block block, Tensor dy, Tensor x, Tensor dx, boolean whole, boolean adds) {
            boolean direct = whole && block.groups() == 1;
            Tensor gainGradient = direct ? affine.gainGradient() : gainGradients.of(channels(block));
            Tensor shiftGradient = direct ? affine.shiftGradient() : shiftGradients.of(channels(block));
            Tensor target = whole ? grouped(inputGradientView, block, dx) : result.of(1, channels(block), block.size());
            torch.native_batch_norm_backward_out(
                    target,
                    gainGradient,
                    shiftGradient,
                    whole ? grouped(outputGradientView, block, dy) : copied(block, dy),
                    whole ? grouped(inputView, block, x) : copied(block, x),
                    block.groups() == 1 ? gain() : gains.optional(channels(block)),
                    absent(),
                    absent(),
                    mean.optional(channels(block)),
                    inverseDeviation.optional(channels(block)),
                    true,
                    eps,
                    all);
            if (!whole) {
                columns(block, dx).copy_(target.view(features, block.length()));
            }
            if (!direct) {
                collect(block, gainGradient, affine.gainGradient(), adds);
                collect(block, shiftGradient, affine.shiftGradient(), adds);
            }
        }

        private long channels(Groups.Block block) {
            return (long) features * block.groups();
        }

        private Tensor grouped(View view, Groups.Block block, Tensor x) {
            return x.is_contiguous()
                    ? view.of(x, whole -> whole.view(1, channels(block), block.size()))
                    : copied(block, x);
        }

        private Tensor copied(Groups.Block block, Tensor x) {
            return columns(block, x).contiguous().view(1, channels(block), block.size());
        }

        private TensorOptional zeroed(Buffer buffer, Groups.Block block) {
            buffer.of(channels(block)).zero_();
            return buffer.optional(channels(block));
        }

        private TensorOptional perGroup(Groups.Block block, Tensor vector, Buffer repeated) {
            repeated.of(channels(block)).view(features, block.groups()).copy_(vector.unsqueeze(1));
            return repeated.optional(channels(block));
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
            List.of(mean, inverseDeviation, gains, shifts, groupMeans, groupVariances)
                    .forEach(Buffer::close);
            List.of(gainGradients, shiftGradients, result).forEach(Buffer::close);
            List.of(inputView, outputView, outputGradientView, inputGradientView)
                    .forEach(View::close);
        }
    }
}
