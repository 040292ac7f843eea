package joyul.layer;

import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;

/**
 * A layer made of others: what makes a network a tree. Its branches see its input and compute one after the other; a
 * junction before each and one behind the last decide what enters a branch and what becomes of its output.
 */
public interface Composite extends Layer {
    /** The branches in the order in which they compute. */
    List<Branch> branches();

    /** The same with other layers in its branches, which are given in their order. */
    Composite with(List<List<Layer>> branches);

    /**
     * The kernels around the branches, one more than there are branches.
     *
     * @param slots without weights
     * @param aside where what waits for a branch is kept, for only there it is found again by another micro-batch
     */
    List<Kernel> junctions(Shape input, Slots slots, Aside aside);

    /** The same with each branch changed. */
    default Composite map(UnaryOperator<List<Layer>> change) {
        return with(
                branches().stream().map(branch -> change.apply(branch.layers())).toList());
    }

    @Override
    default List<Weight> weights(Shape input) {
        List<Weight> weights = new ArrayList<>();
        for (Place place : Place.within(this, input)) {
            place.layer().weights(place.input()).forEach(weight -> weights.add(weight.in(place.name())));
        }
        return weights;
    }

    @Override
    default List<Statistic> statistics(Shape input) {
        List<Statistic> statistics = new ArrayList<>();
        for (Place place : Place.within(this, input)) {
            place.layer().statistics(place.input()).forEach(statistic -> statistics.add(statistic.in(place.name())));
        }
        return statistics;
    }

    @Override
    default Kernel kernel(Shape input, Slots slots) {
        return new CompositeKernel(this, input, slots);
    }

    /**
     * One way through a composite.
     *
     * @param name as PyTorch names the module: {@code body}
     */
    record Branch(String name, List<Layer> layers) {
        public Branch {
            layers = List.copyOf(layers);
        }

        /** The shape that it gives; an error names the layer in it. */
        Shape output(Shape input) {
            List<Shape> shapes = Place.shapes(name + " layer", layers, input);
            return shapes.get(shapes.size() - 1);
        }

        /** Its {@link Layer#reference}; takes its weights from the front of those that are given. */
        Tensor reference(Tensor input, Deque<Tensor> weights) {
            Tensor x = input;
            for (Layer layer : layers) {
                List<Tensor> own = new ArrayList<>();
                for (int i = layer.weights(Shape.of(x)).size(); i > 0; i--) {
                    own.add(weights.remove());
                }
                x = layer.reference(x, own);
            }
            return x;
        }
    }
}
