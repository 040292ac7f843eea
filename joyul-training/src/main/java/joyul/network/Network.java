package joyul.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import joyul.check.Check;
import joyul.check.InputException;
import joyul.layer.Layer;
import joyul.layer.Layers;
import joyul.layer.NormPlace;
import joyul.layer.Shape;
import joyul.norm.Normalization;

/** A network as a value: its layers from input to output. */
public record Network(List<Layer> layers) {
    public Network {
        layers = List.copyOf(layers);
        Check.atLeast("number of layers", layers.size(), 1);
    }

    public static Network of(Layer... layers) {
        return new Network(List.of(layers));
    }

    /** The shape before each layer, and last the shape of the output; an error names the layer and its input. */
    public List<Shape> shapes(Shape input) {
        List<Shape> shapes = new ArrayList<>(List.of(input));
        for (int i = 0; i < layers.size(); i++) {
            Shape shape = shapes.get(i);
            try {
                shapes.add(layers.get(i).output(shape));
            } catch (InputException e) {
                throw new InputException("network layer " + (i + 1) + " of " + layers.size() + " (input " + shape.text()
                        + "): " + e.line());
            }
        }
        return shapes;
    }

    /** Checks that examples of this shape give this many outputs. */
    public void check(Shape input, int outputs) {
        Shape last = shapes(input).get(layers.size());
        if (!last.equals(new Shape.Vector(outputs))) {
            throw new InputException(
                    "network must end in a vector of " + outputs + " numbers for this data, but its output is "
                            + last.text() + "; set the last linear layer's outputs");
        }
    }

    /**
     * This network with the normalization in all its places, which may change the layer directly before each: a linear
     * or convolution layer loses its bias where the mean that is subtracted holds it, for its gradient would be zero.
     */
    public Network with(Normalization normalization) {
        Optional<Layer> inserted = normalization.layer();
        List<Layer> resolved = new ArrayList<>();
        for (Layer layer : layers) {
            if (!(layer instanceof NormPlace)) {
                resolved.add(layer);
            } else {
                int before = resolved.size() - 1;
                if (before >= 0) {
                    resolved.set(before, normalization.before(resolved.get(before)));
                }
                inserted.ifPresent(resolved::add);
            }
        }
        return new Network(resolved);
    }

    /** Whether the normalization knob changes anything. */
    public boolean hasPlaces() {
        return layers.stream().anyMatch(NormPlace.class::isInstance);
    }

    /** The names of the layers in order, as a recipe writes them. */
    public List<String> names() {
        return layers.stream().map(Layers.CATALOG::name).toList();
    }
}
