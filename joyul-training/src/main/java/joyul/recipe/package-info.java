/** The immutable recipe of one training run, and its YAML form. */
@NullMarked
package joyul.recipe;

import org.jspecify.annotations.NullMarked;
