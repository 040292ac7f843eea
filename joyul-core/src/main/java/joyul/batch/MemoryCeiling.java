package joyul.batch;

/**
 * The largest batch size that truly trained two steps and evaluated within the memory, and why no larger one was found.
 *
 * @param largest the size; it was tried
 * @param failed the smallest size that needed too much; 0 where memory did not end the search
 * @param end what ended the search
 * @param limit the memory that was allowed; sizes were tried within {@link CeilingProbe#MARGIN} less
 */
public record MemoryCeiling(int largest, int failed, End end, MemorySize limit) {
    /** What ends a search for the largest size. */
    public enum End {
        /** A larger size failed for lack of memory. */
        MEMORY,
        /** All the examples fit into one batch. */
        DATA,
        /** The time was up. */
        TIME
    }
}
