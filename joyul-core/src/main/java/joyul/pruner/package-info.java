/** Judges from readings whether a trial goes on, and says why; one file per rule. */
@NullMarked
package joyul.pruner;

import org.jspecify.annotations.NullMarked;
