package joyul.norm;

import java.util.Optional;
import joyul.layer.Layer;

/** The normalization knob of a recipe: what is put wherever the network has a place for one. */
public interface Normalization {
    /** The layer to put; empty where there is none. */
    Optional<Layer> layer();

    /** Refuses, by an {@link joyul.check.InputException}, an optimisation batch that cannot be normalised like this. */
    default void checkBatch(int batchSize) {}
}
