package joyul.network;

import java.util.ArrayList;
import java.util.List;
import joyul.check.Check;
import joyul.layer.Conv;
import joyul.layer.Flatten;
import joyul.layer.GlobalPool;
import joyul.layer.Layer;
import joyul.layer.Linear;
import joyul.layer.MaxPool;
import joyul.layer.NormPlace;
import joyul.layer.Residual;
import joyul.layer.Shape;

/** A family of ready-made networks and its options: what it becomes follows from the data. */
public sealed interface Preset {
    /** More hidden layers than learn anything without shortcuts. */
    int MOST_LAYERS = 1_000;

    /** Four times as many still are an int. */
    int MOST_CHANNELS = 1 << 20;

    /**
     * The network for examples of this shape.
     *
     * @param outputs one per class, or one value
     */
    Network network(Shape input, int outputs);

    /** Whether it starts with convolutions. */
    default boolean needsImages() {
        return true;
    }

    /** Hidden layers of one width, each linear - norm - activation. */
    record Mlp(int depth, int width, Activation activation) implements Preset {
        public Mlp {
            Check.within("depth", depth, 1, MOST_LAYERS);
            Check.atLeast("width", width, 1);
        }

        @Override
        public Network network(Shape input, int outputs) {
            List<Layer> layers = new ArrayList<>();
            if (input instanceof Shape.Image) {
                layers.add(new Flatten());
            }
            for (int i = 0; i < depth; i++) {
                layers.addAll(List.of(new Linear(width), new NormPlace(), activation.layer()));
            }
            layers.add(new Linear(outputs));
            return new Network(layers);
        }

        @Override
        public boolean needsImages() {
            return false;
        }
    }

    /** Three 3x3 convolutions of {@code channels}, twice and four times as many, each pooled, and one linear layer. */
    record SmallCnn(int channels, Activation activation) implements Preset {
        public SmallCnn {
            Check.within("channels", channels, 1, MOST_CHANNELS);
        }

        @Override
        public Network network(Shape input, int outputs) {
            List<Layer> layers = new ArrayList<>();
            for (int width : new int[] {channels, 2 * channels, 4 * channels}) {
                block(layers, width, true, activation);
            }
            layers.addAll(List.of(new Flatten(), new Linear(outputs)));
            return new Network(layers);
        }
    }

    /** Five 3x3 convolutions of {@code channels} times 1, 1, 2, 2 and 4, pooled after the second and the fourth. */
    record Cnn(int channels, Activation activation) implements Preset {
        public Cnn {
            Check.within("channels", channels, 1, MOST_CHANNELS);
        }

        @Override
        public Network network(Shape input, int outputs) {
            List<Layer> layers = new ArrayList<>();
            block(layers, channels, false, activation);
            block(layers, channels, true, activation);
            block(layers, 2 * channels, false, activation);
            block(layers, 2 * channels, true, activation);
            block(layers, 4 * channels, false, activation);
            layers.addAll(List.of(new GlobalPool(), new Linear(outputs)));
            return new Network(layers);
        }
    }

    /**
     * Residual blocks (He et al. 2016, section 4.2) in three stages of {@code channels}, twice and four times as many, each
     * but the first at half the height and width; a normalization's place behind every convolution.
     *
     * @param blocks in a stage, of two 3x3 convolutions each
     */
    record ResNet(int channels, int blocks, Activation activation) implements Preset {
        public ResNet {
            Check.within("channels", channels, 1, MOST_CHANNELS);
            Check.within("blocks", blocks, 1, MOST_LAYERS);
        }

        @Override
        public Network network(Shape input, int outputs) {
            List<Layer> layers = new ArrayList<>();
            block(layers, channels, false, activation);
            for (int stage = 0; stage < 3; stage++) {
                for (int i = 0; i < blocks; i++) {
                    layers.add(residual(channels << stage, stage > 0 && i == 0));
                    layers.add(activation.layer());
                }
            }
            layers.addAll(List.of(new GlobalPool(), new Linear(outputs)));
            return new Network(layers);
        }

        /** Where the shape changes, the shortcut is a 1x1 convolution: the paper's option B. */
        private Residual residual(int width, boolean halves) {
            int stride = halves ? 2 : 1;
            List<Layer> body = List.of(
                    new Conv(width, 3, stride, 1, true),
                    new NormPlace(),
                    activation.layer(),
                    new Conv(width),
                    new NormPlace());
            return new Residual(body, halves ? List.of(new Conv(width, 1, 2, 0, true), new NormPlace()) : List.of());
        }
    }

    /** The largest value of a window passes any rising activation as the largest, so pooling first gives the same. */
    private static void block(List<Layer> layers, int channels, boolean pool, Activation activation) {
        layers.addAll(List.of(new Conv(channels), new NormPlace()));
        if (pool) {
            layers.add(new MaxPool(2));
        }
        layers.add(activation.layer());
    }
}
