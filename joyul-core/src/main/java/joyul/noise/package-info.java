/** The gradient noise scale: how much gradients of small batches differ, and the batch size that follows. */
@NullMarked
package joyul.noise;

import org.jspecify.annotations.NullMarked;
