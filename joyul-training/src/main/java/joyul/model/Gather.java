package joyul.model;

import java.nio.FloatBuffer;
import joyul.data.Augmentation;
import joyul.data.Augmenter;
import joyul.torch.Buffer;
import joyul.torch.Tensors;
import joyul.torch.Torch;
import joyul.torch.View;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * Gathers batches of examples natively, scaled, in the layout that layers take: images {@code [batch, channels, height,
 * width]} with channels last, vectors {@code [features, batch]}. One per training run; its batches are valid until the
 * next.
 */
public final class Gather implements BatchSource, AutoCloseable {
    private final NativeExamples examples;
    private final Buffer raw;
    private final Buffer inputs;
    private final Buffer targets;
    private final @Nullable Augmenter augmenter;
    private final Scalar oneFactor;
    private final Scalar oneOffset;
    private final View laidOut = new View();
    private final Buffer orderBuffer = new Buffer(ScalarType.Long, MemoryFormat.Contiguous);

    /** A batch: inputs as layers take them, targets {@code [batch]}. */
    public record Batch(Tensor inputs, Tensor targets) {}

    /** Batches of examples as they are. */
    public Gather(NativeExamples examples) {
        this(examples, Augmentation.NONE);
    }

    /** Batches of examples that {@link #batch} changes; those of {@link #range} stay as they are. */
    public Gather(NativeExamples examples, Augmentation augmentation) {
        this.examples = examples;
        augmenter = augmentation.isNone()
                ? null
                : new Augmenter(augmentation, examples.shape(), Tensors.floats(examples.offset()));
        boolean image = examples.shape().length == 3;
        raw = new Buffer(examples.features().scalar_type(), MemoryFormat.Contiguous);
        inputs = new Buffer(ScalarType.Float, image ? MemoryFormat.ChannelsLast : MemoryFormat.Contiguous);
        boolean one = examples.factor().numel() == 1;
        oneFactor = Torch.scalar(one ? examples.factor().item_double() : 1);
        oneOffset = Torch.scalar(one ? examples.offset().item_double() : 0);
        targets = new Buffer(examples.targets().scalar_type(), MemoryFormat.Contiguous);
    }

    /** Sets the order that {@link #batch} cuts batches from. */
    public void order(int[] rows) {
        long[] wide = new long[rows.length];
        for (int i = 0; i < rows.length; i++) {
            wide[i] = rows[i];
        }
        Tensors.put(wide, orderBuffer.of(rows.length));
    }

    /** Sets an order, and the seed and epoch (counted from 0) by which its examples are changed. */
    public void order(int[] rows, long seed, int epoch) {
        order(rows);
        if (augmenter != null) {
            augmenter.begin(seed, epoch);
        }
    }

    /** The examples at places {@code start .. start + length - 1} of the order. */
    @Override
    public Batch batch(int start, int length) {
        Tensor rows = orderBuffer.of(orderBuffer.shape()).narrow(0, start, length);
        Tensor chosen = raw.of(length, examples.features().size(1));
        torch.index_select_out(chosen, examples.features(), 0, rows);
        Tensor labels = targets.of(length);
        torch.index_select_out(labels, examples.targets(), 0, rows);
        Tensor laidOut = laidOut(chosen, length);
        if (augmenter != null) {
            change(augmenter, laidOut, start, length);
        }
        return new Batch(laidOut, labels);
    }

    /**
     * Changes images where they lie, one by one. They lie in a buffer of this gatherer with channels last, so that a shift
     * is a copy of rows, and an image that was just gathered and stays in the nearest cache meanwhile.
     */
    private void change(Augmenter each, Tensor images, int start, int length) {
        int perImage = Math.toIntExact(examples.features().size(1));
        float[] image = new float[perImage];
        float[] room = new float[perImage];
        try (PointerScope scope = new PointerScope()) {
            FloatBuffer all = new FloatPointer(images.data_ptr())
                    .capacity((long) length * perImage)
                    .asBuffer();
            for (int i = 0; i < length; i++) {
                all.get(i * perImage, image);
                each.change(start + i, image, room);
                all.put(i * perImage, image);
            }
        }
    }

    /** The same batches in double precision. */
    BatchSource doubles() {
        return (start, length) -> {
            Batch batch = batch(start, length);
            Tensor wanted = batch.targets();
            return new Batch(
                    batch.inputs().to(ScalarType.Double),
                    wanted.is_floating_point() ? wanted.to(ScalarType.Double) : wanted);
        };
    }

    /** The examples {@code start .. start + length - 1} as they lie. */
    public Batch range(int start, int length) {
        Tensor chosen = examples.features().narrow(0, start, length);
        return new Batch(laidOut(chosen, length), examples.targets().narrow(0, start, length));
    }

    private Tensor laidOut(Tensor chosen, int length) {
        int[] shape = examples.shape();
        if (shape.length == 1) {
            Tensor rows = examples.scaled() ? chosen : scaled(inputs.of(length, shape[0]), chosen, 1);
            return laidOut.of(rows, Tensor::t);
        }
        if (examples.scaled() && shape[0] == 1) {
            // With one channel the two layouts are the same numbers in the same places.
            return laidOut.of(
                    chosen, rows -> rows.view(length, shape[1], shape[2], 1).permute(0, 3, 1, 2));
        }
        Tensor images = chosen.view(length, shape[0], shape[1], shape[2]);
        Tensor target = inputs.of(length, shape[0], shape[1], shape[2]);
        return examples.scaled() ? target.copy_(images) : scaled(target, images, 3);
    }

    /** {@code target = factor x + offset}, per channel of the dimensions behind the batch. */
    private Tensor scaled(Tensor target, Tensor x, int dimensions) {
        // Bytes are converted first: arithmetic on mixed types takes twice as long.
        target.copy_(x);
        if (examples.factor().numel() == 1) {
            target.mul_(oneFactor).add_(oneOffset);
        } else {
            long channels = examples.factor().numel();
            long[] shape = dimensions == 3 ? new long[] {channels, 1, 1} : new long[] {channels};
            target.mul_(examples.factor().view(shape)).add_(examples.offset().view(shape));
        }
        return target;
    }

    @Override
    public void close() {
        raw.close();
        inputs.close();
        targets.close();
        orderBuffer.close();
        laidOut.close();
        oneFactor.close();
        oneOffset.close();
    }
}
