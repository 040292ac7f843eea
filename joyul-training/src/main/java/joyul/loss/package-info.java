/** What training minimises: losses with their gradients, and how outputs are scored. */
@NullMarked
package joyul.loss;

import org.jspecify.annotations.NullMarked;
