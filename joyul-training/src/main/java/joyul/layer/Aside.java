package joyul.layer;

import java.util.Objects;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * What waits while a branch of a composite computes: at any moment one tensor on the way forward and one on the way back.
 * It is no copy, and lives as long as what it came from. Who interrupts a pass inside a branch keeps a copy, and puts it
 * back before the pass goes on.
 */
public final class Aside {
    private @Nullable Tensor value;
    private @Nullable Tensor gradient;

    public Tensor value() {
        return Objects.requireNonNull(value);
    }

    public void value(Tensor waiting) {
        value = waiting;
    }

    public Tensor gradient() {
        return Objects.requireNonNull(gradient);
    }

    public void gradient(Tensor waiting) {
        gradient = waiting;
    }
}
