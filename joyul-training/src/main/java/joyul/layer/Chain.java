package joyul.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import joyul.torch.Precision;

/**
 * The kernels of a tree of layers in the order in which they compute: a list, however deep the tree is. The kernels of
 * its places stand in it in the order of {@link Place#of}, those of composites' junctions in between.
 */
public final class Chain implements AutoCloseable {
    private final IntFunction<Slots> slots;
    private final Slots ofJunctions;
    private final List<Kernel> kernels = new ArrayList<>();
    private final List<Integer> places = new ArrayList<>();
    private final List<List<Aside>> waiting = new ArrayList<>();
    private List<Aside> open = List.of();
    private int count;

    /**
     * The kernels of layers.
     *
     * @param slots of the place with a number, counted from 0
     */
    public Chain(List<Layer> layers, Shape input, Precision precision, IntFunction<Slots> slots) {
        this.slots = slots;
        ofJunctions = new Slots(-1, List.of(), List.of(), List.of(), precision, true);
        add(layers, input);
        for (int i = 0; i < kernels.size(); i++) {
            kernels.get(i)
                    .borrow(
                            i > 0 && kernels.get(i - 1).lends(),
                            i + 1 < kernels.size() && kernels.get(i + 1).lends());
        }
    }

    private void add(List<Layer> layers, Shape input) {
        Shape shape = input;
        for (Layer layer : layers) {
            if (layer instanceof Composite composite) {
                add(composite, shape);
            } else {
                add(layer.kernel(shape, slots.apply(count)), count);
                count++;
            }
            shape = layer.output(shape);
        }
    }

    private void add(Composite composite, Shape input) {
        Aside aside = new Aside();
        List<Aside> outside = open;
        List<Aside> inside = new ArrayList<>(outside);
        inside.add(aside);
        List<Kernel> junctions = composite.junctions(input, ofJunctions, aside);
        List<Composite.Branch> branches = composite.branches();
        for (int i = 0; i < branches.size(); i++) {
            add(junctions.get(i), -1);
            open = inside;
            add(branches.get(i).layers(), input);
        }
        add(junctions.get(branches.size()), -1);
        open = outside;
    }

    private void add(Kernel kernel, int place) {
        kernels.add(kernel);
        places.add(place);
        waiting.add(open);
    }

    /** The kernels from input to output. */
    public List<Kernel> kernels() {
        return kernels;
    }

    /** The number of a kernel's place; -1 of a junction. */
    public int place(int kernel) {
        return places.get(kernel);
    }

    /** What waits beside a kernel of a branch while it computes, from the outermost composite to the innermost. */
    public List<Aside> waiting(int kernel) {
        return waiting.get(kernel);
    }

    @Override
    public void close() {
        kernels.forEach(Kernel::close);
    }
}
