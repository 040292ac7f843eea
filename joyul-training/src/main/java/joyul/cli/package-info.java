/** Parses, wires, prints. */
@NullMarked
package joyul.cli;

import org.jspecify.annotations.NullMarked;
