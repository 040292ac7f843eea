package joyul.layer;

import java.util.ArrayList;
import java.util.List;
import joyul.check.InputException;

/**
 * A layer that computes by itself, where it stands in a tree of layers.
 *
 * @param name as PyTorch names its weights: {@code 3} of {@code 3.weight}, {@code 3.body.2} of {@code 3.body.2.weight}
 * @param input the shape that reaches it
 */
public record Place(String name, Layer layer, Shape input) {
    /** All places of a network's tree, in the order in which they compute. */
    public static List<Place> of(List<Layer> layers, Shape input) {
        List<Place> places = new ArrayList<>();
        add(places, "", "network layer", layers, input);
        return places;
    }

    /** All places of a composite, by their names in it. */
    static List<Place> within(Composite composite, Shape input) {
        List<Place> places = new ArrayList<>();
        add(places, "", composite, input);
        return places;
    }

    private static void add(List<Place> places, String prefix, Composite composite, Shape input) {
        for (Composite.Branch branch : composite.branches()) {
            add(places, prefix + branch.name() + ".", branch.name() + " layer", branch.layers(), input);
        }
    }

    private static void add(List<Place> places, String prefix, String what, List<Layer> layers, Shape input) {
        List<Shape> shapes = shapes(what, layers, input);
        for (int i = 0; i < layers.size(); i++) {
            if (layers.get(i) instanceof Composite composite) {
                add(places, prefix + i + ".", composite, shapes.get(i));
            } else {
                places.add(new Place(prefix + i, layers.get(i), shapes.get(i)));
            }
        }
    }

    /**
     * The shape before each layer, and last the shape of the output; an error names the layer and its input.
     *
     * @param what the layers are in such a message: {@code network layer}
     */
    public static List<Shape> shapes(String what, List<Layer> layers, Shape input) {
        List<Shape> shapes = new ArrayList<>(List.of(input));
        for (int i = 0; i < layers.size(); i++) {
            Shape shape = shapes.get(i);
            try {
                shapes.add(layers.get(i).output(shape));
            } catch (InputException e) {
                throw e.within(
                        e.key(), what + " " + (i + 1) + " of " + layers.size() + " (input " + shape.text() + "): ");
            }
        }
        return shapes;
    }
}
