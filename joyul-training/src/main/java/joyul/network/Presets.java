package joyul.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import joyul.check.Check;
import joyul.check.InputException;
import joyul.layer.Conv;
import joyul.layer.Flatten;
import joyul.layer.GlobalPool;
import joyul.layer.Layer;
import joyul.layer.Linear;
import joyul.layer.MaxPool;
import joyul.layer.NormPlace;
import joyul.layer.Relu;
import joyul.layer.Shape;

/** The list of ready-made networks, by the name that a recipe or the command line gives: a new one is one line here. */
public final class Presets {
    /** From so many on, a small network learns less than the examples could teach. */
    private static final int MANY_EXAMPLES = 20_000;

    private static final Map<String, BiFunction<Shape, Integer, Network>> PRESETS = new LinkedHashMap<>();

    static {
        PRESETS.put("mlp", (input, outputs) -> mlp(input, outputs, 100, 100, 100));
        PRESETS.put("cnn-small", (input, outputs) -> pooled(outputs, 8, 16, 32));
        PRESETS.put("cnn-medium", (input, outputs) -> pooled(outputs, 16, 32, 64));
        PRESETS.put("cnn", Presets::cnn);
    }

    private Presets() {}

    public static List<String> names() {
        return List.copyOf(PRESETS.keySet());
    }

    /**
     * What suits the data when nobody says: a convolutional network for images, the larger the more there are to learn
     * from; an MLP for tables.
     *
     * @param examples for training
     */
    public static String standard(Shape input, int examples) {
        boolean roomForPooling = input instanceof Shape.Image image && image.height() >= 8 && image.width() >= 8;
        if (!roomForPooling) {
            return "mlp";
        }
        return examples >= MANY_EXAMPLES ? "cnn-medium" : "cnn-small";
    }

    public static Network build(String name, Shape input, int outputs) {
        BiFunction<Shape, Integer, Network> preset = PRESETS.get(name);
        if (preset == null) {
            throw Check.unknown("network", name, names());
        }
        if (name.startsWith("cnn") && !(input instanceof Shape.Image)) {
            throw new InputException("network '" + name + "' needs images, but the examples are vectors of "
                    + input.text() + "; use mlp");
        }
        Network network = preset.apply(input, outputs);
        network.check(input, outputs);
        return network;
    }

    /** Hidden layers of these widths, each linear - norm - ReLU. */
    public static Network mlp(Shape input, int outputs, int... widths) {
        List<Layer> layers = new ArrayList<>();
        if (input instanceof Shape.Image) {
            layers.add(new Flatten());
        }
        for (int width : widths) {
            layers.addAll(List.of(new Linear(width), new NormPlace(), new Relu()));
        }
        layers.add(new Linear(outputs));
        return new Network(layers);
    }

    /** 3x3 convolutions of these channels, each pooled, and one linear layer. */
    private static Network pooled(int outputs, int... channels) {
        List<Layer> layers = new ArrayList<>();
        for (int width : channels) {
            block(layers, width, true);
        }
        layers.addAll(List.of(new Flatten(), new Linear(outputs)));
        return new Network(layers);
    }

    /** Five 3x3 convolutions of 32, 32, 64, 64 and 128 channels, pooled after the second and the fourth. */
    private static Network cnn(Shape input, int outputs) {
        List<Layer> layers = new ArrayList<>();
        block(layers, 32, false);
        block(layers, 32, true);
        block(layers, 64, false);
        block(layers, 64, true);
        block(layers, 128, false);
        layers.addAll(List.of(new GlobalPool(), new Linear(outputs)));
        return new Network(layers);
    }

    /** The largest value passes ReLU exactly if its window's largest does, so pooling first gives the same with less work. */
    private static void block(List<Layer> layers, int channels, boolean pool) {
        layers.addAll(List.of(new Conv(channels), new NormPlace()));
        if (pool) {
            layers.add(new MaxPool(2));
        }
        layers.add(new Relu());
    }
}
