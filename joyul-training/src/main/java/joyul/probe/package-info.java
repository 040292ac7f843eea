/** Measurements on a network rather than a search: the first rate, the sharpness; each leaves all state as it was. */
@NullMarked
package joyul.probe;

import org.jspecify.annotations.NullMarked;
