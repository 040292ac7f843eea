package joyul.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import joyul.layer.Layer;
import joyul.layer.Layers;
import joyul.layer.Relu;
import joyul.layer.Shape;
import joyul.layer.Sigmoid;
import joyul.layer.Tanh;
import joyul.layer.Weight;
import joyul.network.Network;
import joyul.norm.Normalization;

/**
 * A layer with a weight matrix or kernel and what follows it up to the next such layer.
 *
 * @param weight the matrix or kernel
 * @param layer its place in the network
 * @param normalization the place of the normalization behind it
 * @param activation the place of the activation behind it
 */
record Block(Network network, Weight weight, int layer, Optional<Integer> normalization, Optional<Integer> activation) {
    /** All blocks of a network with its normalization in place, from input to output. */
    static List<Block> of(Network network, Shape input) {
        Map<Integer, Weight> weights = new TreeMap<>();
        List<Layer> layers = network.layers();
        List<Shape> shapes = network.shapes(input);
        for (int i = 0; i < layers.size(); i++) {
            for (Weight weight : layers.get(i).weights(shapes.get(i))) {
                if (weight.role() == Weight.Role.WEIGHT) {
                    weights.put(i, weight);
                }
            }
        }
        List<Integer> starts = List.copyOf(weights.keySet());
        List<Block> blocks = new ArrayList<>();
        weights.forEach((start, weight) -> {
            int k = starts.indexOf(start);
            int end = k + 1 < starts.size() ? starts.get(k + 1) : layers.size();
            blocks.add(new Block(
                    network,
                    weight,
                    start,
                    first(layers, start, end, Normalization.class),
                    activation(layers, start, end)));
        });
        return blocks;
    }

    private static Optional<Integer> first(List<Layer> layers, int start, int end, Class<?> kind) {
        for (int i = start; i < end; i++) {
            if (kind.isInstance(layers.get(i))) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    private static Optional<Integer> activation(List<Layer> layers, int start, int end) {
        for (int i = start; i < end; i++) {
            Layer layer = layers.get(i);
            if (layer instanceof Relu || layer instanceof Sigmoid || layer instanceof Tanh) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
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
        return activation
                .map(place -> Layers.CATALOG.name(network.layers().get(place)))
                .orElse("");
    }
}
