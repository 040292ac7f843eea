/** The front door of joyul-core: wires a study with defaults. */
@NullMarked
package joyul.search;

import org.jspecify.annotations.NullMarked;
