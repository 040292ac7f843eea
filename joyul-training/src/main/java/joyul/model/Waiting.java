package joyul.model;

import java.util.ArrayList;
import java.util.List;
import joyul.layer.Aside;
import joyul.torch.Buffer;
import joyul.torch.Torch;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.MemoryFormat;

/** Copies of what waits beside a normalization in branches of composites, of each micro-batch that was interrupted there. */
final class Waiting implements AutoCloseable {
    private final List<Aside> asides;
    private final List<List<Buffer>> values = new ArrayList<>();
    private final List<List<Tensor>> gradients = new ArrayList<>();

    Waiting(List<Aside> asides) {
        this.asides = asides;
        asides.forEach(each -> {
            values.add(new ArrayList<>());
            gradients.add(new ArrayList<>());
        });
    }

    void keep(int part) {
        for (int i = 0; i < asides.size(); i++) {
            keep(values.get(i), part, asides.get(i).value());
        }
    }

    void restore(int part) {
        for (int i = 0; i < asides.size(); i++) {
            asides.get(i).value(kept(values.get(i), part));
        }
    }

    void keepGradients(int part) {
        for (int i = 0; i < asides.size(); i++) {
            keepClone(gradients.get(i), part, asides.get(i).gradient());
        }
    }

    void restoreGradients(int part) {
        for (int i = 0; i < asides.size(); i++) {
            asides.get(i).gradient(gradients.get(i).get(part));
        }
    }

    static Tensor keep(List<Buffer> buffers, int part, Tensor values) {
        while (buffers.size() <= part) {
            MemoryFormat layout = values.dim() == 4 ? MemoryFormat.ChannelsLast : MemoryFormat.Contiguous;
            buffers.add(new Buffer(values.scalar_type(), layout));
        }
        return buffers.get(part).of(values.shape()).copy_(values);
    }

    static Tensor kept(List<Buffer> buffers, int part) {
        Buffer buffer = buffers.get(part);
        return buffer.of(buffer.shape());
    }

    /** Shapes differ from normalization to normalization, so that a buffer would be made anew each time, too. */
    static void keepClone(List<Tensor> clones, int part, Tensor values) {
        Tensor copy = Torch.keep(values.clone());
        if (part < clones.size()) {
            clones.set(part, copy).close();
        } else {
            clones.add(copy);
        }
    }

    @Override
    public void close() {
        values.forEach(each -> each.forEach(Buffer::close));
        gradients.forEach(each -> each.forEach(Tensor::close));
    }
}
