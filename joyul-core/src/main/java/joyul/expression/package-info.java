/** Formulas as people write them in code: tokens, numbers, arithmetic on named values. Nothing of it runs as code. */
@NullMarked
package joyul.expression;

import org.jspecify.annotations.NullMarked;
