package joyul.lab;

import joyul.check.InputException;
import joyul.data.Data;
import joyul.data.Examples;
import joyul.data.Features;

/** Images in black and white, as the batch normalization paper's MNIST experiment has them: a byte of 128 or more is on. */
final class Binarized {
    private static final int HALF = 128;

    private Binarized() {}

    static Data of(Data data) {
        return Data.of(data.name(), of(data.train()), of(data.validation()), of(data.test()));
    }

    private static Examples of(Examples examples) {
        if (!(examples.features() instanceof Features.Bytes bytes) || !examples.isImage()) {
            throw new InputException("data must be images of bytes, but have " + examples.shapeText());
        }
        byte[] values = bytes.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) ((values[i] & 0xff) >= HALF ? 255 : 0);
        }
        int[] shape = examples.shape();
        return Examples.images(
                new Features.Bytes(values, bytes.perExample()), shape[0], shape[1], shape[2], examples.targets());
    }
}
