package joyul.model;

import joyul.data.Examples;
import joyul.data.Features;
import joyul.data.InputScaling;
import joyul.data.TargetScaling;
import joyul.data.Targets;
import joyul.torch.Tensors;
import joyul.torch.Torch;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A set of examples in native memory, read-only and shared by all trials of a process: bytes stay bytes and are scaled
 * batch by batch, floats are scaled once here.
 */
public final class NativeExamples implements AutoCloseable {
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
            scaled = examples.features() instanceof Features.Floats;
            features = Torch.keep(copy(examples));
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

    private Tensor copy(Examples examples) {
        int perExample = examples.features().perExample();
        if (examples.features() instanceof Features.Floats floats) {
            Tensor raw = Tensors.ofFloats(floats.values(), size, shape[0], perExample / shape[0]);
            return raw.mul_(factor).add_(offset).view(size, perExample);
        }
        return Tensors.ofBytes(((Features.Bytes) examples.features()).values(), size, perExample);
    }

    private static Tensor targets(Examples examples, @Nullable TargetScaling scaling) {
        if (examples.targets() instanceof Targets.Labels labels) {
            long[] values = new long[labels.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = labels.values()[i];
            }
            return Tensors.ofLongs(values, values.length);
        }
        float[] values = ((Targets.Values) examples.targets()).values().clone();
        if (scaling != null) {
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) ((values[i] - scaling.mean()) / scaling.std());
            }
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
