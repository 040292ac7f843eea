package joyul.norm;

import java.util.Optional;
import joyul.layer.Layer;

/** The normalization knob of a recipe: what is put wherever the network has a place for one. */
public interface Normalization {
    /** The layer to put; empty where there is none. */
    Optional<Layer> layer();

    /** What becomes of the layer directly before the place. */
    default Layer before(Layer layer) {
        return layer;
    }

    /**
     * How many examples share their statistics in training; 0 where each is normalised alone.
     *
     * @param passing examples that pass through the network at once
     */
    default int together(int passing) {
        return 0;
    }

    /**
     * Refuses, by an {@link joyul.check.InputException}, batches that cannot be normalised like this.
     *
     * @param batchSize examples per optimizer step
     * @param microBatch examples that pass through the network at once
     */
    default void checkBatch(int batchSize, int microBatch) {}
}
