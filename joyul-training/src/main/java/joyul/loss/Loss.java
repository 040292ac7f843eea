package joyul.loss;

import joyul.torch.Precision;
import org.bytedeco.pytorch.Tensor;

/** A loss as a value; {@link #start} gives it buffers. Outputs are {@code [outputs, batch]}. */
public interface Loss {
    /** Whether the targets are class labels (int64 {@code [batch]}) rather than real values ({@code [batch]}). */
    boolean classifies();

    /**
     * The least that this loss can be, however good the outputs are; the divergence guard counts from here.
     *
     * @param outputs classes
     */
    double floor(int outputs);

    /** Begins with empty buffers. */
    Run start(Precision precision);

    /**
     * The loss of each example alone, {@code [batch]}, without any smoothing, so that recipes which differ in it can be
     * compared.
     */
    Tensor each(Tensor outputs, Tensor targets);

    /** A loss at work in one training run. */
    interface Run extends AutoCloseable {
        /** The mean loss over the batch. */
        double forward(Tensor outputs, Tensor targets);

        /** The gradient of the latest {@link #forward} by the outputs. */
        Tensor backward();

        @Override
        void close();
    }
}
