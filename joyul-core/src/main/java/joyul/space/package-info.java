/** What may vary: named parameters with ranges, scales, steps, choices and conditions, and a point in it. */
@NullMarked
package joyul.space;

import org.jspecify.annotations.NullMarked;
