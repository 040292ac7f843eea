/** Files that exist whole or not at all. */
@NullMarked
package joyul.file;

import org.jspecify.annotations.NullMarked;
