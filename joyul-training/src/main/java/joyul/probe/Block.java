package joyul.probe;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import joyul.layer.Composite;
import joyul.layer.Layer;
import joyul.layer.Layers;
import joyul.layer.Place;
import joyul.layer.Relu;
import joyul.layer.Shape;
import joyul.layer.Sigmoid;
import joyul.layer.Tanh;
import joyul.layer.Weight;
import joyul.network.Network;
import joyul.norm.Normalization;

/**
 * A layer with a weight matrix or kernel and what follows it up to the next such layer, or to the end of its branch of a
 * composite; the activation behind a composite belongs to the block that ends its first branch.
 *
 * @param places of the network
 * @param weight the matrix or kernel
 * @param layer its number among the places
 * @param normalization the number of the normalization behind it
 * @param activation the number of the activation behind it
 */
record Block(
        List<Place> places, Weight weight, int layer, Optional<Integer> normalization, Optional<Integer> activation) {
    /** All blocks of a network with its normalization in place, from input to output. */
    static List<Block> of(Network network, Shape input) {
        Search search = new Search(network.places(input));
        search.through(network.layers(), Behind.NOTHING);
        return List.copyOf(search.blocks);
    }

    /** What follows a layer. */
    private record Behind(Optional<Integer> normalization, Optional<Integer> activation) {
        static final Behind NOTHING = new Behind(Optional.empty(), Optional.empty());

        /** What of it follows a branch of a composite before it: a normalization there acts on more than the branch. */
        Behind ofBranch() {
            boolean activatesFirst = normalization.isEmpty()
                    || activation.filter(number -> number < normalization.get()).isPresent();
            return activatesFirst ? new Behind(Optional.empty(), activation) : NOTHING;
        }
    }

    /** A walk from the output to the input. */
    private static final class Search {
        private final List<Place> places;
        private final Deque<Block> blocks = new ArrayDeque<>();
        private int number;

        Search(List<Place> places) {
            this.places = places;
            number = places.size();
        }

        private Behind through(List<Layer> layers, Behind end) {
            Behind behind = end;
            for (int i = layers.size() - 1; i >= 0; i--) {
                behind = layers.get(i) instanceof Composite composite
                        ? through(composite, behind.ofBranch())
                        : at(places.get(--number), behind);
            }
            return behind;
        }

        /** A layer before a composite feeds all branches, so that what stands first in one is not behind it. */
        private Behind through(Composite composite, Behind behind) {
            List<Composite.Branch> branches = composite.branches();
            for (int i = branches.size() - 1; i >= 0; i--) {
                through(branches.get(i).layers(), i == 0 ? behind : Behind.NOTHING);
            }
            return Behind.NOTHING;
        }

        private Behind at(Place place, Behind behind) {
            Layer layer = place.layer();
            for (Weight weight : layer.weights(place.input())) {
                if (weight.role() == Weight.Role.WEIGHT) {
                    blocks.addFirst(new Block(places, weight, number, behind.normalization(), behind.activation()));
                    return Behind.NOTHING;
                }
            }
            if (layer instanceof Normalization) {
                return new Behind(Optional.of(number), behind.activation());
            }
            boolean activates = layer instanceof Relu || layer instanceof Sigmoid || layer instanceof Tanh;
            return activates ? new Behind(behind.normalization(), Optional.of(number)) : behind;
        }
    }

    /** The layer of a number. */
    Layer at(int number) {
        return places.get(number).layer();
    }

    /** Where it stands: {@code 3}, {@code 3.body.2}. */
    String place() {
        return places.get(layer).name();
    }

    /** The layer whose output goes on to the next block: the activation, or the layer itself where there is none. */
    int shown() {
        return activation.orElse(layer);
    }

    /** The layer whose output is z, what the activation sees: the normalization where there is one. */
    int settled() {
        return normalization.orElse(layer);
    }

    /** {@code linear 100}. */
    String name() {
        return (weight.dims().size() == 4 ? "conv " : "linear ") + weight.dims().get(0);
    }

    /** {@code relu}; empty where there is none. */
    String activationName() {
        return activation.map(place -> Layers.CATALOG.name(at(place))).orElse("");
    }
}
