/** libtorch housekeeping: threads, scopes, flat buffers, random state; nothing about learning. */
@NullMarked
package joyul.torch;

import org.jspecify.annotations.NullMarked;
