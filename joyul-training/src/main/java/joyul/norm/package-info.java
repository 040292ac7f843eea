/** Normalization layers: over which examples, with which statistics; estimators of the statistics. */
@NullMarked
package joyul.norm;

import org.jspecify.annotations.NullMarked;
