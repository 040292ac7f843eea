package joyul.optim;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** An optimizer as a value; {@link #start} gives it a network's parameters to move. */
public interface Optimizer {
    /** Begins at step 0 with zero state. */
    Run start(Tensor parameters, Tensor gradients);

    /** An optimizer at work on one network. */
    interface Run extends AutoCloseable {
        /** One update with the gradients as they stand; it may overwrite them. */
        void step(double rate);

        /** How many updates were made. */
        long steps();

        /** Sets the count, when state is restored. */
        void resumeAt(long steps);

        /** The buffers that, with {@link #steps}, are its whole state; in a fixed order. */
        List<Tensor> state();

        @Override
        void close();
    }
}
