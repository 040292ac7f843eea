/** What every long computation shares: events, a token that stops it, how it ended. */
@NullMarked
package joyul.run;

import org.jspecify.annotations.NullMarked;
