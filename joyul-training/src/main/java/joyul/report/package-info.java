/** Writes a study as one self-contained HTML page that needs no network and no server. */
@NullMarked
package joyul.report;

import org.jspecify.annotations.NullMarked;
