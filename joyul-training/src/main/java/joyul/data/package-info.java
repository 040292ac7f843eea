/** Data sets (arrays in memory, IDX, CSV), splits, seeded order of batches. */
@NullMarked
package joyul.data;

import org.jspecify.annotations.NullMarked;
