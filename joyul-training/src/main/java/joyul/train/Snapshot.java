package joyul.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import joyul.file.SafeTensors;
import joyul.model.Model;
import joyul.optim.Optimizer;
import joyul.torch.Scope;
import joyul.torch.Tensors;
import joyul.torch.Torch;
import org.bytedeco.pytorch.Tensor;

/**
 * A copy of all that steps change in a model and its optimizer, in native memory: taken and put back in a few calls.
 * Allocated when it is first taken.
 */
final class Snapshot implements AutoCloseable {
    private final String name;
    private final Optimizer.Run optimizer;
    private final List<Tensor> live = new ArrayList<>();
    private final List<Tensor> copies = new ArrayList<>();
    private long updates;
    private List<Double> numbers = List.of();
    private long step;

    /**
     * A snapshot that is still empty.
     *
     * @param name in a checkpoint
     */
    Snapshot(String name, Model model, Optimizer.Run optimizer) {
        this.name = name;
        this.optimizer = optimizer;
        live.add(model.parameters());
        live.add(model.statistics());
        live.addAll(optimizer.state());
    }

    boolean isEmpty() {
        return copies.isEmpty();
    }

    /** The step of the run after which it was taken. */
    long step() {
        return step;
    }

    void take(long atStep) {
        step = atStep;
        updates = optimizer.steps();
        numbers = optimizer.numbers();
        try (Scope scope = Scope.open()) {
            optimizer.showIterate();
            allocate();
            for (int i = 0; i < live.size(); i++) {
                copies.get(i).copy_(live.get(i));
            }
        }
    }

    private void allocate() {
        if (copies.isEmpty()) {
            live.forEach(tensor -> copies.add(Torch.keep(tensor.clone())));
        }
    }

    void putBack() {
        try (Scope scope = Scope.open()) {
            optimizer.showIterate();
            for (int i = 0; i < live.size(); i++) {
                live.get(i).copy_(copies.get(i));
            }
        }
        optimizer.resumeAt(updates, numbers);
    }

    /** Takes the place of another snapshot, which gets this one's memory in return. */
    void swap(Snapshot other) {
        List<Tensor> tensors = new ArrayList<>(copies);
        copies.clear();
        copies.addAll(other.copies);
        other.copies.clear();
        other.copies.addAll(tensors);
        step = other.step;
        updates = other.updates;
        numbers = other.numbers;
    }

    void save(Map<String, SafeTensors.Values> tensors, Map<String, String> metadata) {
        for (int i = 0; i < copies.size(); i++) {
            float[] values = Tensors.floats(copies.get(i));
            tensors.put(name + "." + i, new SafeTensors.Values(List.of((long) values.length), values));
        }
        metadata.put(name, Checkpoint.text(List.of((double) step, (double) updates)));
        metadata.put(name + "_numbers", Checkpoint.text(numbers));
    }

    /** Takes over what a checkpoint holds by this name. */
    void restore(Checkpoint checkpoint) {
        List<Double> counts = checkpoint.numbers(name, 2);
        step = counts.get(0).longValue();
        updates = counts.get(1).longValue();
        numbers = checkpoint.numbers(name + "_numbers", optimizer.numbers().size());
        try (Scope scope = Scope.open()) {
            allocate();
            for (int i = 0; i < copies.size(); i++) {
                float[] values = checkpoint.flat(name + "." + i, copies.get(i).numel());
                copies.get(i).copy_(Tensors.ofFloats(values, values.length));
            }
        }
    }

    @Override
    public void close() {
        copies.forEach(Tensor::close);
        copies.clear();
    }
}
