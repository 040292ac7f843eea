/**
 * Layers as values that know their shape, forward and backward: one file each, a record with its kernel inside.
 *
 * <p>Conventions of all kernels. Images are tensors {@code [batch, channels, height, width]} laid out with channels
 * last; vectors are {@code [features, batch]}, features first, so that normalization and activations run along
 * contiguous memory and a batch is cut into groups without copying. A kernel writes into buffers it owns and its
 * weights' gradients into the network's flat gradient; what {@code forward} saw stays valid until {@code backward}.
 */
@NullMarked
package joyul.layer;

import org.jspecify.annotations.NullMarked;
