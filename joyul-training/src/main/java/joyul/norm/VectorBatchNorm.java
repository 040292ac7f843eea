package joyul.norm;

import java.util.ArrayList;
import java.util.List;
import joyul.layer.Shape;
import joyul.layer.Slots;
import joyul.torch.Buffer;
import joyul.torch.View;
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
    private final View gainColumn = new View();
    private final View shiftColumn = new View();
    private final List<Part> parts = new ArrayList<>();
    private final BoolPointer all = new BoolPointer(3).put(0, true).put(1, true).put(2, true);

    VectorBatchNorm(OverBatch kind, Shape shape, Slots slots, Groups groups) {
        super(kind, shape, slots, groups);
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
            return parts.get(0).differentiate(blocks.get(0), dy, x, true, false).view(features, batch);
        }
        Tensor dx = inputGradient.of(features, batch);
        for (int index = 0; index < blocks.size(); index++) {
            Groups.Block block = blocks.get(index);
            Tensor part = parts.get(index).differentiate(block, dy, x, false, index > 0);
            columns(block, dx).copy_(part.view(features, block.length()));
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
        gainColumn.close();
        shiftColumn.close();
        all.close();
        parts.forEach(Part::close);
    }

    /** The groups of one size: their statistics, and gamma and beta once per group. */
    private final class Part implements AutoCloseable {
        private final Buffer mean = slots.sums();
        private final Buffer inverseDeviation = slots.sums();
        private final Buffer gains = slots.sums();
        private final Buffer shifts = slots.sums();
        private final Buffer groupMeans = slots.sums();
        private final Buffer groupVariances = slots.sums();
        private final Buffer result = slots.vectors();
        private final View inputView = new View();
        private final View outputView = new View();
        private final View outputGradientView = new View();
        private final View gainsView = new View();
        private final View shiftsView = new View();
        private final View groupMeansView = new View();
        private final View groupVariancesView = new View();
        private final GroupWeights weights = new GroupWeights(slots.precision().exact());

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
            boolean alone = block.groups() == 1;
            torch.native_batch_norm_out(
                    target,
                    mean.of(channels(block)),
                    inverseDeviation.of(channels(block)),
                    input,
                    alone ? gain() : perGroup(block, gainColumn, affine.gain(), gainsView, gains),
                    alone ? shift() : perGroup(block, shiftColumn, affine.shift(), shiftsView, shifts),
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
                weights.set(averaging.weights(first, block.groups()));
                weights.move(movingMean(), byGroup(block, groupMeansView, groupMeans));
                weights.move(movingVariance(), byGroup(block, groupVariancesView, groupVariances));
            }
        }

        /** The gradient by the input, {@code [1, channels, size]}; those by gamma and beta are set, or added to. */
        Tensor differentiate(Groups.Block block, Tensor dy, Tensor x, boolean whole, boolean adds) {
            T_TensorTensorTensor_T gradients = torch.native_batch_norm_backward(
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
            collect(block, gradients.get1(), affine.gainGradient(), adds);
            collect(block, gradients.get2(), affine.shiftGradient(), adds);
            return gradients.get0();
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

        private Tensor byGroup(Groups.Block block, View view, Buffer buffer) {
            return view.of(buffer.of(channels(block)), whole -> whole.view(features, block.groups()));
        }

        private TensorOptional perGroup(
                Groups.Block block, View column, Tensor vector, View repeatedView, Buffer repeated) {
            byGroup(block, repeatedView, repeated).copy_(column.of(vector, one -> one.unsqueeze(1)));
            return repeated.optional(channels(block));
        }

        private void collect(Groups.Block block, Tensor ofGroups, Tensor target, boolean adds) {
            if (block.groups() == 1) {
                if (adds) {
                    target.add_(ofGroups);
                } else {
                    target.copy_(ofGroups);
                }
                return;
            }
            Tensor each = ofGroups.view(features, block.groups());
            if (adds) {
                target.add_(each.sum(1));
            } else {
                torch.sum_out(target, each, 1);
            }
        }

        @Override
        public void close() {
            List.of(mean, inverseDeviation, gains, shifts, groupMeans, groupVariances, result)
                    .forEach(Buffer::close);
            List.of(inputView, outputView, outputGradientView, gainsView, shiftsView)
                    .forEach(View::close);
            List.of(groupMeansView, groupVariancesView).forEach(View::close);
            weights.close();
        }
    }
}
