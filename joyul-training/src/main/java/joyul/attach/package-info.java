/** Each piece of Joyul alone, on a user's own bytedeco model, optimizer or loop. */
@NullMarked
package joyul.attach;

import org.jspecify.annotations.NullMarked;
