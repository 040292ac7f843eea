package joyul.torch;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.InferenceMode;

/**
 * One stretch of native work on the current thread: whatever tensors are made in it are freed at its end, unless kept,
 * and nothing is recorded for automatic differentiation. Buffers that were written in a scope may only be written in
 * another one.
 */
public final class Scope implements AutoCloseable {
    private final PointerScope pointers = new PointerScope();
    private final InferenceMode mode = new InferenceMode(true);

    /** Starts the native libraries if this is the first. */
    public static Scope open() {
        Torch.start();
        return new Scope();
    }

    private Scope() {}

    @Override
    public void close() {
        mode.close();
        pointers.close();
    }
}
