/** Proposes the next point; one file per method. */
@NullMarked
package joyul.sampler;

import org.jspecify.annotations.NullMarked;
