package joyul.torch;

import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** The number format of weights and activations. Training uses float32; float64 serves the checks of gradients. */
public enum Precision {
    FLOAT32,
    FLOAT64;

    // A method rather than a field: a recipe names a precision without loading libtorch.
    public ScalarType type() {
        return switch (this) {
            case FLOAT32 -> ScalarType.Float;
            case FLOAT64 -> ScalarType.Double;
        };
    }

    /** Tensor options of this format; owned by the caller's scope. */
    public TensorOptions options() {
        return new TensorOptions(type());
    }
}
