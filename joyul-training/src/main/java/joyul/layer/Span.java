package joyul.layer;

import org.bytedeco.pytorch.Tensor;

/**
 * A normalization over several micro-batches that share their statistics, as if they were one batch: all inputs are
 * collected, the statistics settled, then each micro-batch is normalised; backward likewise, so that the gradients go
 * through the shared statistics. Results are valid until the next call of the same method.
 */
public interface Span {
    /** Forgets what was collected. */
    void begin();

    /** Adds one micro-batch's input to the statistics. */
    void collect(Tensor input);

    /** Makes the statistics of all that was collected those of {@link #normalize}, and takes them into the averages. */
    void settle(Pass pass);

    Tensor normalize(Tensor input);

    /** Adds one micro-batch to the sums that the gradient goes through. */
    void collectGradient(Tensor input, Tensor outputGradient);

    /** Overwrites the gradients of the weights by those of all that was collected. */
    void settleGradient();

    /** The gradient by one micro-batch's input. */
    Tensor differentiate(Tensor input, Tensor outputGradient);
}
