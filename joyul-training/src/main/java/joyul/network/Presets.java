package joyul.network;

import java.util.List;
import java.util.Map;
import joyul.check.InputException;
import joyul.form.Catalog;
import joyul.form.Fields;
import joyul.layer.Shape;

/**
 * The list of ready-made networks, by the name that a recipe or the command line gives: a new one is one line here.
 * {@code network: mlp} takes the options below; {@code network: {type: mlp, depth: 20, activation: tanh}} changes some.
 */
public final class Presets {
    public static final Catalog<Preset> CATALOG = new Catalog<Preset>("network")
            .with("mlp", new Preset.Mlp(3, 100, Activation.RELU))
            .with("cnn-small", new Preset.SmallCnn(8, Activation.RELU))
            .with("cnn-medium", new Preset.SmallCnn(16, Activation.RELU))
            .with("cnn", new Preset.Cnn(32, Activation.RELU))
            .with("resnet-small", new Preset.ResNet(8, 1, Activation.RELU));

    /** From so many on, a small network learns less than the examples could teach. */
    private static final int MANY_EXAMPLES = 20_000;

    private Presets() {}

    public static List<String> names() {
        return CATALOG.names();
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

    /** A preset with its standard options. */
    public static Network build(String name, Shape input, int outputs) {
        return build(Fields.of(Map.of("type", name)), input, outputs);
    }

    /** The preset that a map describes: {@code {type: mlp, depth: 20, activation: sigmoid}}. */
    public static Network build(Fields fields, Shape input, int outputs) {
        Preset preset = CATALOG.read(fields);
        if (preset.needsImages() && !(input instanceof Shape.Image)) {
            throw new InputException("network '" + fields.text("type")
                    + "' needs images, but the examples are vectors of " + input.text() + "; use mlp");
        }
        Network network = preset.network(input, outputs);
        network.check(input, outputs);
        return network;
    }
}
