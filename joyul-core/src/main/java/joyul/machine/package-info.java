/** What stays on this machine between runs, and where. */
@NullMarked
package joyul.machine;

import org.jspecify.annotations.NullMarked;
