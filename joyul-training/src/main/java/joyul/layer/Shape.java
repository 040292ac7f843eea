package joyul.layer;

import joyul.check.Check;
import joyul.check.InputException;
import org.bytedeco.pytorch.Tensor;

/** The shape of one example between two layers. */
public sealed interface Shape {
    /** How many numbers one example has. */
    int size();

    /** The shape as people read it: {@code 32x28x28} or {@code 128}. */
    String text();

    /** The shape of the examples in a tensor, which lies as {@link Kernel#forward} takes it. */
    static Shape of(Tensor tensor) {
        return tensor.dim() == 4
                ? new Image((int) tensor.size(1), (int) tensor.size(2), (int) tensor.size(3))
                : new Vector((int) tensor.size(0));
    }

    record Image(int channels, int height, int width) implements Shape {
        public Image {
            Check.atLeast("channels", channels, 1);
            Check.atLeast("height", height, 1);
            Check.atLeast("width", width, 1);
            if ((double) channels * height * width > Integer.MAX_VALUE) {
                throw new InputException("an image of " + channels + "x" + height + "x" + width
                        + " is too large; make the layer smaller");
            }
        }

        @Override
        public int size() {
            return channels * height * width;
        }

        @Override
        public String text() {
            return channels + "x" + height + "x" + width;
        }
    }

    record Vector(int features) implements Shape {
        public Vector {
            Check.atLeast("features", features, 1);
        }

        @Override
        public int size() {
            return features;
        }

        @Override
        public String text() {
            return Integer.toString(features);
        }
    }
}
