package joyul.norm;

import java.util.Optional;
import joyul.layer.Layer;
import joyul.layer.Shape;

/** A normalization that is one layer, whose output has its input's shape. */
interface NormalizationLayer extends Normalization, Layer {
    /** As recipes name its kind; for messages. */
    default String name() {
        return Normalizations.CATALOG.name(this);
    }

    @Override
    default Optional<Layer> layer() {
        return Optional.of(this);
    }

    @Override
    default Shape output(Shape input) {
        return input;
    }
}
