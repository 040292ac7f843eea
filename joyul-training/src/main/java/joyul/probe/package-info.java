/** Measurements on a network while or after it trains; each leaves the run as it would have been. */
@NullMarked
package joyul.probe;

import org.jspecify.annotations.NullMarked;
