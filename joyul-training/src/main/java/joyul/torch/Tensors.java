package joyul.torch;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Tensors from Java arrays and back; every tensor made here is a contiguous copy that its caller owns. */
public final class Tensors {
    private Tensors() {}

    public static Tensor ofBytes(byte[] values, long... shape) {
        Tensor tensor = empty(ScalarType.Byte, shape);
        try (PointerScope scope = new PointerScope()) {
            new BytePointer(tensor.data_ptr()).put(values);
        }
        return tensor;
    }

    public static Tensor ofFloats(float[] values, long... shape) {
        Tensor tensor = empty(ScalarType.Float, shape);
        try (PointerScope scope = new PointerScope()) {
            new FloatPointer(tensor.data_ptr()).put(values);
        }
        return tensor;
    }

    public static Tensor ofDoubles(double[] values, long... shape) {
        Tensor tensor = empty(ScalarType.Double, shape);
        try (PointerScope scope = new PointerScope()) {
            new DoublePointer(tensor.data_ptr()).put(values);
        }
        return tensor;
    }

    public static Tensor ofLongs(long[] values, long... shape) {
        Tensor tensor = empty(ScalarType.Long, shape);
        put(values, tensor);
        return tensor;
    }

    /** Overwrites a contiguous int64 tensor. */
    public static void put(long[] values, Tensor target) {
        try (PointerScope scope = new PointerScope()) {
            new LongPointer(target.data_ptr()).put(values);
        }
    }

    /** The values in logical (row-major) order, whatever the tensor's layout and number format. */
    public static float[] floats(Tensor tensor) {
        try (PointerScope scope = new PointerScope()) {
            Tensor plain = tensor.to(ScalarType.Float).contiguous();
            float[] values = new float[Math.toIntExact(plain.numel())];
            new FloatPointer(plain.data_ptr()).get(values);
            return values;
        }
    }

    /** The values in logical (row-major) order, whatever the tensor's layout and number format. */
    public static double[] doubles(Tensor tensor) {
        try (PointerScope scope = new PointerScope()) {
            Tensor plain = tensor.to(ScalarType.Double).contiguous();
            double[] values = new double[Math.toIntExact(plain.numel())];
            new DoublePointer(plain.data_ptr()).get(values);
            return values;
        }
    }

    public static Tensor empty(ScalarType type, long... shape) {
        return torch.empty(shape, new TensorOptions(type), new MemoryFormatOptional());
    }
}
