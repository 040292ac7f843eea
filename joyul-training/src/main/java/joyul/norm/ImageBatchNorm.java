package joyul.norm;

import java.util.ArrayList;
import java.util.List;
import joyul.layer.Shape;
import joyul.layer.Slots;
import joyul.torch.Buffer;
import org.bytedeco.javacpp.BoolPointer;
import org.bytedeco.pytorch.T_TensorTensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Batch norm of images {@code [batch, channels, height, width]}: a group is a slice of the batch, one call each. With
 * channels last a slice is contiguous, and one call on all groups would need the batch copied into another layout and
 * back, which costs more than the calls save.
 */
final class ImageBatchNorm extends BatchNormKernel {
    private final Buffer inputGradient;
    private final List<Saved> saved = new ArrayList<>();
    private final BoolPointer all = new BoolPointer(3).put(0, true).put(1, true).put(2, true);
    private int used;

    ImageBatchNorm(OverBatch kind, Shape shape, Slots slots, Groups groups) {
        super(kind, shape, slots, groups);
        inputGradient = slots.images();
    }

    /** What backward needs of one group's forward. */
    private record Saved(Buffer mean, Buffer inverseDeviation) {}

    @Override
    Tensor channelsSecond(Tensor x) {
        return x;
    }

    @Override
    Tensor normalize(Tensor x, boolean moves) {
        Tensor y = output.of(x.shape());
        TensorOptional mean = moves ? movingMeanOptional() : absent();
        TensorOptional variance = moves ? movingVarianceOptional() : absent();
        long channels = x.size(1);
        int batch = Math.toIntExact(x.size(0));
        List<Groups.Block> blocks = groups.blocks(batch);
        Averaging averaging = averaging(groups.count(batch));
        used = 0;
        for (Groups.Block block : blocks) {
            for (int group = 0; group < block.groups(); group++) {
                int start = block.start() + group * block.size();
                double weight = averaging.weight(used);
                Saved slot = slot(used++);
                torch.native_batch_norm_out(
                        y.narrow(0, start, block.size()),
                        slot.mean().of(channels),
                        slot.inverseDeviation().of(channels),
                        x.narrow(0, start, block.size()),
                        gain(),
                        shift(),
                        mean,
                        variance,
                        true,
                        weight,
                        eps);
            }
        }
        return y;
    }

    private Saved slot(int index) {
        if (index == saved.size()) {
            saved.add(new Saved(slots.sums(), slots.sums()));
        }
        return saved.get(index);
    }

    @Override
    public Tensor backward(Tensor dy) {
        Tensor x = lastInput();
        List<Groups.Block> blocks = groups.blocks(Math.toIntExact(x.size(0)));
        if (used == 1) {
            return gradients(dy, x, saved.get(0), false);
        }
        Tensor dx = inputGradient.of(x.shape());
        int index = 0;
        for (Groups.Block block : blocks) {
            for (int group = 0; group < block.groups(); group++) {
                int start = block.start() + group * block.size();
                Tensor part = gradients(
                        dy.narrow(0, start, block.size()),
                        x.narrow(0, start, block.size()),
                        saved.get(index),
                        index > 0);
                dx.narrow(0, start, block.size()).copy_(part);
                index++;
            }
        }
        return dx;
    }

    private Tensor gradients(Tensor dy, Tensor x, Saved group, boolean adds) {
        T_TensorTensorTensor_T result = torch.native_batch_norm_backward(
                dy,
                x,
                gain(),
                absent(),
                absent(),
                group.mean().optional(x.size(1)),
                group.inverseDeviation().optional(x.size(1)),
                true,
                eps,
                all);
        Tensor gain = affine.gainGradient();
        Tensor shift = affine.shiftGradient();
        if (adds) {
            gain.add_(result.get1());
            shift.add_(result.get2());
        } else {
            gain.copy_(result.get1());
            shift.copy_(result.get2());
        }
        return result.get0();
    }

    @Override
    public void close() {
        super.close();
        inputGradient.close();
        all.close();
        saved.forEach(slot -> {
            slot.mean().close();
            slot.inverseDeviation().close();
        });
    }
}
