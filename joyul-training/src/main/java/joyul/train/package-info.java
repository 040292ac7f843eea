/** The training loop, top to bottom in one readable method; segments; checkpoints; the divergence guard. */
@NullMarked
package joyul.train;

import org.jspecify.annotations.NullMarked;
