package joyul.model;

import org.bytedeco.pytorch.Tensor;

/**
 * An onlooker on what passes between a network's layers, which are known by their numbers in {@link
 * joyul.network.Network#places}. The tensors are buffers of the engine: to be read at once, never written. Where a batch is
 * cut into micro-batches, each is shown.
 */
public interface Watch {
    /** After a layer's forward: vectors {@code [features, batch]}, images {@code [batch, channels, height, width]}. */
    default void output(int layer, Tensor output) {}

    /** Before a layer's backward: the gradient of the loss by its output, in the output's shape. */
    default void outputGradient(int layer, Tensor gradient) {}

    /** After a batch's whole backward: {@link Model#gradients} are complete, and no optimizer has changed them yet. */
    default void weightGradients() {}
}
