package joyul.layer;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * A layer as a value: what it is, not yet what it has learned. Loads nothing native until {@link #kernel} is called.
 *
 * <p>To add one: a record that implements this, with its kernel in a nested class, and one line in {@link Layers}.
 */
public interface Layer {
    /** The shape it gives for an input shape, or an {@link joyul.check.InputException} that says why it cannot. */
    Shape output(Shape input);

    /** What it learns, in PyTorch's order. */
    default List<Weight> weights(Shape input) {
        return List.of();
    }

    /** What it keeps without learning it. */
    default List<Statistic> statistics(Shape input) {
        return List.of();
    }

    /** The computation, on the given tensors. */
    Kernel kernel(Shape input, Slots slots);

    /**
     * The same forward computation in training mode as plain differentiable libtorch operations: the reference that the
     * kernel's backward is tested against.
     *
     * @param weights in the order of {@link #weights}
     */
    Tensor reference(Tensor input, List<Tensor> weights);

    /** This layer without the bias that a normalization behind it would cancel; itself where it has none. */
    default Layer withoutBias() {
        return this;
    }
}
