package joyul.norm;

import java.util.Optional;
import joyul.layer.Layer;

/** Nothing is normalised; the layers keep their biases. */
public record NoNormalization() implements Normalization {
    @Override
    public Optional<Layer> layer() {
        return Optional.empty();
    }
}
