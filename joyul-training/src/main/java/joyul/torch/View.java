package joyul.torch;

import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Another shape of a tensor's own numbers, made once and kept for as long as the same tensor comes again: a handle
 * costs as much as arithmetic on some thousand numbers. Close it with its kernel.
 */
public final class View implements AutoCloseable {
    private @Nullable Tensor source;
    private @Nullable Tensor view;

    /**
     * The view of a tensor.
     *
     * @param make depends on the tensor alone and shares its memory, as {@code Tensor::t} does
     */
    // Equal handles may stand for other memory by now; only the same one is known to be alive.
    @SuppressWarnings("ReferenceEquality")
    public Tensor of(Tensor tensor, UnaryOperator<Tensor> make) {
        Tensor current = view;
        if (current == null || tensor != source) {
            close();
            current = Torch.keep(make.apply(tensor));
            source = tensor;
            view = current;
        }
        return current;
    }

    @Override
    public void close() {
        Tensor current = view;
        if (current != null) {
            current.close();
            view = null;
            source = null;
        }
    }
}
