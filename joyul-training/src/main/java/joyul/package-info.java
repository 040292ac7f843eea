/** The front door: {@link joyul.Joyul} wires the rooms with defaults. */
@NullMarked
package joyul;

import org.jspecify.annotations.NullMarked;
