/** Keeps studies: in memory, or in an SQLite file with the tables of Optuna, which opens and continues it. */
@NullMarked
package joyul.storage;

import org.jspecify.annotations.NullMarked;
