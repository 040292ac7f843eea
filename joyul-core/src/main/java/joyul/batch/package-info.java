/** The batch size: noise-scale estimators, ceilings, and the rules that carry a rate from one batch size to another. */
@NullMarked
package joyul.batch;

import org.jspecify.annotations.NullMarked;
