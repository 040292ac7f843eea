/** Measurements on a network rather than a search; each leaves all state as it was. */
@NullMarked
package joyul.probe;

import org.jspecify.annotations.NullMarked;
