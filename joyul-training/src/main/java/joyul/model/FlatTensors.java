package joyul.model;

import java.util.ArrayList;
import java.util.List;
import joyul.layer.Weight;
import joyul.torch.Precision;
import joyul.torch.Torch;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** One flat tensor and the views into it that layers know, so that an optimizer moves all weights in one call. */
final class FlatTensors implements AutoCloseable {
    /** Each view starts at a multiple of this many numbers, a cache line of float32; the gaps stay zero. */
    private static final int ALIGNMENT = 16;

    private final Tensor flat;
    private final List<Tensor> views = new ArrayList<>();
    private final List<Long> starts = new ArrayList<>();

    FlatTensors(List<Weight> weights, Precision precision) {
        try (PointerScope scope = new PointerScope()) {
            long total = weights.stream().mapToLong(FlatTensors::room).sum();
            flat = Torch.keep(torch.zeros(new long[] {Math.max(1, total)}, precision.options()));
            long start = 0;
            for (Weight weight : weights) {
                starts.add(start);
                views.add(Torch.keep(view(weight, start)));
                start += room(weight);
            }
            starts.add(start);
        }
    }

    private static long room(Weight weight) {
        return (weight.size() + ALIGNMENT - 1L) / ALIGNMENT * ALIGNMENT;
    }

    /** A convolution's kernel lies as [out, height, width, in] and is seen as [out, in, height, width]. */
    private Tensor view(Weight weight, long start) {
        long[] dims = weight.dims().stream().mapToLong(Integer::longValue).toArray();
        Tensor part = flat.narrow(0, start, weight.size());
        return dims.length == 4 ? part.view(dims[0], dims[2], dims[3], dims[1]).permute(0, 3, 1, 2) : part.view(dims);
    }

    /** Where a view starts; for the number of views, where the last one ends. */
    long start(int view) {
        return starts.get(view);
    }

    Tensor flat() {
        return flat;
    }

    List<Tensor> views() {
        return views;
    }

    @Override
    public void close() {
        views.forEach(Tensor::close);
        flat.close();
    }
}
