package joyul.attach;

import org.bytedeco.pytorch.Tensor;

/** The loss of somebody's own model on some of the examples, as a tensor that automatic differentiation can follow. */
@FunctionalInterface
public interface TensorLoss {
    /**
     * The mean loss, a tensor of one number.
     *
     * @param examples their numbers, counted from 0
     */
    Tensor at(int[] examples);
}
