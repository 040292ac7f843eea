package joyul.layer;

import joyul.check.InputException;

/** What a layer demands of its input's shape. */
final class Shapes {
    private Shapes() {}

    static Shape.Image image(String layer, Shape input) {
        if (input instanceof Shape.Image image) {
            return image;
        }
        throw new InputException(layer + " needs images [channels, height, width], but its input is a vector of "
                + input.text() + " features");
    }

    static Shape.Vector vector(String layer, Shape input) {
        if (input instanceof Shape.Vector vector) {
            return vector;
        }
        throw new InputException(
                layer + " needs a vector, but its input is an image " + input.text() + "; put flatten before it");
    }

    /** The length of a convolution's or pooling's output along one side. */
    static int slide(String layer, String side, int length, int kernel, int stride, int padding) {
        int room = length + 2 * padding - kernel;
        if (room < 0) {
            throw new InputException(layer + " with kernel " + kernel + " and padding " + padding
                    + " does not fit into an input of " + side + " " + length);
        }
        return room / stride + 1;
    }
}
