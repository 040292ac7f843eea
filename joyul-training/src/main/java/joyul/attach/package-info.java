/** Each piece alone, on a user's own bytedeco model or loop. */
@NullMarked
package joyul.attach;

import org.jspecify.annotations.NullMarked;
