/** A network with weights: flat buffers, forward and backward, the native copy of its examples, and its scores. */
@NullMarked
package joyul.model;

import org.jspecify.annotations.NullMarked;
