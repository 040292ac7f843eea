/** What finished trials teach: importance, equivalence intervals, findings. */
@NullMarked
package joyul.explain;

import org.jspecify.annotations.NullMarked;
