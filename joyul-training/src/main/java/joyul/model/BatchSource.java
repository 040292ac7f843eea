package joyul.model;

/** Where the batches of an order of examples come from. */
interface BatchSource {
    /** The examples at places {@code start .. start + length - 1} of the order; valid until the next call. */
    Gather.Batch batch(int start, int length);
}
