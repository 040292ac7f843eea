package joyul.torch;

import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** The number format that a network computes in. */
public enum Precision {
    FLOAT32,
    /**
     * Activations and the weights that layers multiply with in bfloat16; the weights that the optimizer moves,
     * statistics, reductions and the loss in float32.
     */
    BFLOAT16,
    /** For the checks of gradients. */
    FLOAT64;

    /** The format of what is summed up over many numbers or many steps. */
    public Precision exact() {
        return this == BFLOAT16 ? FLOAT32 : this;
    }

    // A method rather than a field: a recipe names a precision without loading libtorch.
    /** The format of activations. */
    public ScalarType type() {
        return switch (this) {
            case FLOAT32 -> ScalarType.Float;
            case BFLOAT16 -> ScalarType.BFloat16;
            case FLOAT64 -> ScalarType.Double;
        };
    }

    /** Tensor options of {@link #type}; owned by the caller's scope. */
    public TensorOptions options() {
        return new TensorOptions(type());
    }
}
