/** Files that exist whole or not at all, folders that one run holds, and files that are handed in. */
@NullMarked
package joyul.file;

import org.jspecify.annotations.NullMarked;
