/** Searches the knobs together under a budget, confirms the best on fresh seeds, and hands over recipe and weights. */
@NullMarked
package joyul.tune;

import org.jspecify.annotations.NullMarked;
