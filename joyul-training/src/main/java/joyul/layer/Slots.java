package joyul.layer;

import java.util.List;
import joyul.torch.Buffer;
import joyul.torch.Precision;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.MemoryFormat;

/**
 * Where a kernel finds its layer's tensors: views into the network's flat buffers.
 *
 * @param index the layer's place in the network
 * @param weights in the order of {@link Layer#weights}
 * @param gradients likewise
 * @param statistics in the order of {@link Layer#statistics}
 * @param needsInputGradient false for the first layer that learns
 */
public record Slots(
        int index,
        List<Tensor> weights,
        List<Tensor> gradients,
        List<Tensor> statistics,
        Precision precision,
        boolean needsInputGradient) {
    public Slots {
        weights = List.copyOf(weights);
        gradients = List.copyOf(gradients);
        statistics = List.copyOf(statistics);
    }

    /** A new buffer for vectors, {@code [features, batch]}. */
    public Buffer vectors() {
        return new Buffer(precision);
    }

    /** A new buffer for what is summed up over many numbers, in the format that statistics are kept in. */
    public Buffer sums() {
        return new Buffer(precision.exact());
    }

    /** A new buffer for what has the given shape, in the format of {@link #sums}. */
    public Buffer exactLike(Shape shape) {
        MemoryFormat layout = shape instanceof Shape.Image ? MemoryFormat.ChannelsLast : MemoryFormat.Contiguous;
        return new Buffer(precision.exact().type(), layout);
    }

    /** A new buffer for images, laid out with channels last. */
    public Buffer images() {
        return new Buffer(precision.type(), MemoryFormat.ChannelsLast);
    }

    /** A new buffer for what has the given shape. */
    public Buffer like(Shape shape) {
        return shape instanceof Shape.Image ? images() : vectors();
    }
}
