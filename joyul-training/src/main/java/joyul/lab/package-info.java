/** Claims about normalization as experiments that measure them. */
@NullMarked
package joyul.lab;

import org.jspecify.annotations.NullMarked;
