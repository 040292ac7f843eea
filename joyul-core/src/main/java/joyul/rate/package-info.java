/** The learning rate: schedules as pure functions of base rate, step and readings, and their composition. */
@NullMarked
package joyul.rate;

import org.jspecify.annotations.NullMarked;
