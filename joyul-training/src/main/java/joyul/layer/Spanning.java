package joyul.layer;

/** A kernel whose normalization batch may be larger than what passes through the network at once. */
public interface Spanning {
    /** How many examples should share one set of statistics; 0: whatever passes through at once. */
    int normalizationBatch();

    /** Into how many normalization batches, of sizes that differ by at most one, so many examples are cut. */
    int groups(int examples);

    Span span();
}
