package joyul.torch;

import java.util.Arrays;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * A tensor that one kernel writes into again and again: allocated on first use, and anew only when the shape changes
 * (the last short batch, an evaluation). Outlives every {@link PointerScope}; close it with its kernel.
 */
public final class Buffer implements AutoCloseable {
    private final ScalarType type;
    private final MemoryFormat layout;
    private long[] shape = {};
    private @Nullable Tensor tensor;
    private @Nullable TensorOptional optional;

    public Buffer(ScalarType type, MemoryFormat layout) {
        this.type = type;
        this.layout = layout;
    }

    public Buffer(Precision precision) {
        this(precision.type(), MemoryFormat.Contiguous);
    }

    /** The buffer in this shape, with whatever values it holds. */
    public Tensor of(long... wanted) {
        Tensor current = tensor;
        if (current == null || !Arrays.equals(shape, wanted)) {
            close();
            shape = wanted.clone();
            current = allocate();
            tensor = current;
        }
        return current;
    }

    /** {@link #of} as native calls take what may be absent. */
    public TensorOptional optional(long... wanted) {
        Tensor current = of(wanted);
        TensorOptional handle = optional;
        if (handle == null) {
            handle = new TensorOptional(current).retainReference();
            optional = handle;
        }
        return handle;
    }

    /** The shape it was last asked for. */
    public long[] shape() {
        return shape.clone();
    }

    private Tensor allocate() {
        try (PointerScope scope = new PointerScope()) {
            return Torch.keep(torch.empty(shape, new TensorOptions(type), new MemoryFormatOptional(layout)));
        }
    }

    @Override
    public void close() {
        Tensor current = tensor;
        if (current != null) {
            current.close();
            tensor = null;
        }
        TensorOptional handle = optional;
        if (handle != null) {
            handle.close();
            optional = null;
        }
    }
}
