/** Records as maps of plain values and back, with errors that name the key, its place and the nearest valid one. */
@NullMarked
package joyul.form;

import org.jspecify.annotations.NullMarked;
