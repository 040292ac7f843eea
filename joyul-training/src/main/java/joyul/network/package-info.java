/** A network as a value: a tree of layers, presets, shape inference, and how its weights start. */
@NullMarked
package joyul.network;

import org.jspecify.annotations.NullMarked;
