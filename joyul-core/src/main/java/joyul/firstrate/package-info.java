/** The method of the first learning rate: range tests, the race of short runs, and the advice that follows. */
@NullMarked
package joyul.firstrate;

import org.jspecify.annotations.NullMarked;
