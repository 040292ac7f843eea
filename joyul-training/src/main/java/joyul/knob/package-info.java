/** The training hyper-parameters that a tune may turn, one file each: names, domain, starting value, and what each changes in a recipe. */
@NullMarked
package joyul.knob;

import org.jspecify.annotations.NullMarked;
