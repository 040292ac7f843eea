/** The rules that carry a recipe from one batch size to another, and the runs that test them. */
@NullMarked
package joyul.transfer;

import org.jspecify.annotations.NullMarked;
