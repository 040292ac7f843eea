/** What is wrong with an input, said in one line: name, rule, value seen, and what to do. */
@NullMarked
package joyul.check;

import org.jspecify.annotations.NullMarked;
