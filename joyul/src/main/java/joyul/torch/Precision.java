package joyul.torch;

import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** The number format of weights and activations. Training uses float32; float64 serves the checks of gradients. */
public enum Precision {
    FLOAT32(ScalarType.Float),
    FLOAT64(ScalarType.Double);

    private final ScalarType type;

    Precision(ScalarType type) {
        this.type = type;
    }

    public ScalarType type() {
        return type;
    }

    /** Tensor options of this format; owned by the caller's scope. */
    public TensorOptions options() {
        return new TensorOptions(type);
    }
}
