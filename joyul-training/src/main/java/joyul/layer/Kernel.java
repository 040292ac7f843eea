package joyul.layer;

import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** The computation of one layer in one network: forward, and backward of the latest forward. Not thread-safe. */
public interface Kernel extends AutoCloseable {
    /** The output; valid until the next forward. */
    Tensor forward(Tensor input, Pass pass);

    /**
     * Overwrites the gradients of the weights and gives the gradient by the input; null where
     * {@link Slots#needsInputGradient} is false.
     */
    @Nullable
    Tensor backward(Tensor outputGradient);

    /**
     * Whether outputs and input gradients are memory of its own that it does not read again, so that the next kernel may
     * overwrite them.
     */
    default boolean lends() {
        return false;
    }

    /** Told once, before the first forward: what its neighbours {@linkplain #lends lend}. */
    default void borrow(boolean input, boolean outputGradient) {}

    @Override
    default void close() {}
}
