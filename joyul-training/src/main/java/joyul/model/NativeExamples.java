package joyul.model;

import java.util.stream.IntStream;
import joyul.data.Examples;
import joyul.data.Features;
import joyul.data.InputScaling;
import joyul.data.TargetScaling;
import joyul.data.Targets;
import joyul.torch.Tensors;
import joyul.torch.Torch;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * A set of examples in native memory, read-only and shared by all trials of a process. Scaled once here, but for bytes
 * that would take too much room as floats: they are scaled batch by batch.
 */
public final class NativeExamples implements AutoCloseable {
    /** The most memory that scaled bytes may take, in bytes: Fashion-MNIST's 70,000 images take 220 MB. */
    private static final long SCALED_ROOM = 256L << 20;

    private final int size;
    private final int[] shape;
    private final Tensor features;
    private final Tensor targets;
    private final boolean scaled;
    private final Tensor factor;
    private final Tensor offset;

    /**
     * Copies the examples.
     *
     * @param targetScaling of a regression; null for classes
     */
    public NativeExamples(Examples examples, InputScaling scaling, @Nullable TargetScaling targetScaling) {
        Torch.start();
        size = examples.size();
        shape = examples.shape();
        try (PointerScope scope = new PointerScope()) {
            factor = Torch.keep(perChannel(scaling, examples.features().unit(), true));
            offset = Torch.keep(perChannel(scaling, examples.features().unit(), false));
            long room = (long) size * examples.features().perExample() * Float.BYTES;
            scaled = !(examples.features() instanceof Features.Bytes) || room <= SCALED_ROOM;
            features = Torch.keep(copy(examples, scaling));
            targets = Torch.keep(targets(examples, targetScaling));
        }
    }

    /** {@code unit / std} or {@code -mean / std}, shaped to multiply {@code [batch, channels, rest]}. */
    private Tensor perChannel(InputScaling scaling, double unit, boolean factors) {
        float[] values = new float[scaling.mean().size()];
        for (int i = 0; i < values.length; i++) {
            double std = scaling.std().get(i);
            values[i] = (float) (factors ? unit / std : -scaling.mean().get(i) / std);
        }
        return Tensors.ofFloats(values, values.length, 1);
    }

    private Tensor copy(Examples examples, InputScaling scaling) {
        Features stored = examples.features();
        if (stored instanceof Features.Bytes bytes) {
            Tensor raw = Tensors.ofBytes(bytes.values(), size, bytes.perExample());
            return scaled ? scaledInSingle(raw.to(ScalarType.Float)) : raw;
        }
        if (stored instanceof Features.Floats floats
                && IntStream.range(0, shape[0]).noneMatch(scaling::needsDouble)) {
            return scaledInSingle(Tensors.ofFloats(floats.values(), size, floats.perExample()));
        }
        return scaledByChannel(stored, scaling);
    }

    private Tensor scaledInSingle(Tensor raw) {
        long perExample = raw.size(1);
        return raw.view(size, shape[0], perExample / shape[0])
                .mul_(factor)
                .add_(offset)
                .view(size, perExample);
    }

    /** A channel that single precision does not hold is rounded once it is scaled; the others come out as always. */
    private Tensor scaledByChannel(Features stored, InputScaling scaling) {
        int perExample = stored.perExample();
        int perChannel = perExample / shape[0];
        float[] factors = Tensors.floats(factor);
        float[] offsets = Tensors.floats(offset);
        Tensor scaledRows = Tensors.empty(ScalarType.Float, size, perExample);
        float[] row = new float[perExample];
        try (FloatPointer to = new FloatPointer(scaledRows.data_ptr())) {
            for (int example = 0; example < size; example++) {
                int first = example * perExample;
                for (int i = 0; i < perExample; i++) {
                    int channel = i / perChannel;
                    double value = stored.at(first + i);
                    row[i] = scaling.needsDouble(channel)
                            ? (float) ((value - scaling.mean().get(channel))
                                    / scaling.std().get(channel))
                            : (float) value * factors[channel] + offsets[channel];
                }
                to.position(first).put(row);
            }
        }
        return scaledRows;
    }

    private static Tensor targets(Examples examples, @Nullable TargetScaling scaling) {
        if (examples.targets() instanceof Targets.Labels labels) {
            long[] values = new long[labels.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = labels.values()[i];
            }
            return Tensors.ofLongs(values, values.length);
        }
        double[] stored = ((Targets.Values) examples.targets()).values();
        float[] values = new float[stored.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (scaling == null ? stored[i] : (stored[i] - scaling.mean()) / scaling.std());
        }
        return Tensors.ofFloats(values, values.length);
    }

    public int size() {
        return size;
    }

    int[] shape() {
        return shape;
    }

    /** {@code [size, numbers per example]}: bytes, or scaled floats. */
    Tensor features() {
        return features;
    }

    /** {@code [size]}: int64 labels, or scaled floats. */
    Tensor targets() {
        return targets;
    }

    /** Whether {@link #features} are scaled already. */
    boolean scaled() {
        return scaled;
    }

    Tensor factor() {
        return factor;
    }

    Tensor offset() {
        return offset;
    }

    @Override
    public void close() {
        features.close();
        targets.close();
        factor.close();
        offset.close();
    }
}
