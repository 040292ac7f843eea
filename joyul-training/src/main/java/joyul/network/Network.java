package joyul.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import joyul.check.Check;
import joyul.check.InputException;
import joyul.layer.Composite;
import joyul.layer.Layer;
import joyul.layer.Layers;
import joyul.layer.NormPlace;
import joyul.layer.Place;
import joyul.layer.Shape;
import joyul.norm.Normalization;

/** A network as a value: its layers from input to output, some of which may hold others, so that it is a tree of them. */
public record Network(List<Layer> layers) {
    /** How many composite layers may stand in each other: as many as fit into a recipe's text. */
    private static final int DEEPEST = 6;

    public Network {
        layers = List.copyOf(layers);
        Check.atLeast("number of layers", layers.size(), 1);
        refuseDeeper(layers, DEEPEST);
    }

    private static void refuseDeeper(List<Layer> layers, int left) {
        for (Layer layer : layers) {
            if (layer instanceof Composite composite) {
                if (left == 0) {
                    throw new InputException("at most " + DEEPEST
                            + " layers that hold others may stand in each other in a network; write it flatter");
                }
                composite.branches().forEach(branch -> refuseDeeper(branch.layers(), left - 1));
            }
        }
    }

    public static Network of(Layer... layers) {
        return new Network(List.of(layers));
    }

    /** The shape before each layer, and last the shape of the output; an error names the layer and its input. */
    public List<Shape> shapes(Shape input) {
        try {
            return Place.shapes("layer", layers, input);
        } catch (InputException unfit) {
            throw unfit.within("network", "network ");
        }
    }

    /** Every layer that computes by itself, however deep in the tree, in the order in which they compute. */
    public List<Place> places(Shape input) {
        return Place.of(layers, input);
    }

    /** Checks that examples of this shape give this many outputs. */
    public void check(Shape input, int outputs) {
        Shape last = shapes(input).get(layers.size());
        if (!last.equals(new Shape.Vector(outputs))) {
            throw InputException.about(
                    "network",
                    "must end in a vector of " + outputs + " numbers for this data, but its output is " + last.text()
                            + "; set the last linear layer's outputs");
        }
    }

    /**
     * This network with the normalization in all its places, which may change the layer directly before each: a linear
     * or convolution layer loses its bias where the mean that is subtracted holds it, for its gradient would be zero.
     */
    public Network with(Normalization normalization) {
        return new Network(resolved(layers, normalization));
    }

    private static List<Layer> resolved(List<Layer> layers, Normalization normalization) {
        Optional<Layer> inserted = normalization.layer();
        List<Layer> resolved = new ArrayList<>();
        for (Layer layer : layers) {
            if (layer instanceof Composite composite) {
                resolved.add(composite.map(branch -> resolved(branch, normalization)));
            } else if (!(layer instanceof NormPlace)) {
                resolved.add(layer);
            } else {
                int before = resolved.size() - 1;
                // What a composite computes last is not one layer's, and its branches may need their biases.
                if (before >= 0 && !(resolved.get(before) instanceof Composite)) {
                    resolved.set(before, normalization.before(resolved.get(before)));
                }
                inserted.ifPresent(resolved::add);
            }
        }
        // A branch of nothing but places keeps one, which changes nothing, rather than becoming none.
        return resolved.isEmpty() && !layers.isEmpty() ? List.of(new NormPlace()) : resolved;
    }

    /** Whether the normalization knob changes anything. */
    public boolean hasPlaces() {
        return hasPlaces(layers);
    }

    private static boolean hasPlaces(List<Layer> layers) {
        return layers.stream()
                .anyMatch(layer -> layer instanceof NormPlace
                        || (layer instanceof Composite composite
                                && composite.branches().stream().anyMatch(branch -> hasPlaces(branch.layers()))));
    }

    /** The names of the layers in order, as a recipe writes them. */
    public List<String> names() {
        return layers.stream().map(Layers.CATALOG::name).toList();
    }
}
