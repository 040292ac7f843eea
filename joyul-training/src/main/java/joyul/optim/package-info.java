/** Optimizers over flat buffers: one file each. */
@NullMarked
package joyul.optim;

import org.jspecify.annotations.NullMarked;
