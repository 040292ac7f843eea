package joyul.attach;

/** A batch norm layer that computes something else. */
interface Converted {
    /** The native layer below. */
    NormLayer layer();
}
