package joyul.batch;

import java.util.Arrays;

/**
 * Training that can be tried at any batch size. A {@link CeilingProbe} makes it in a child process, by a public
 * constructor without parameters or with one text.
 */
public interface BatchTrial {
    /** Begins to train with a batch of so many examples. A lack of memory is an {@link OutOfMemoryError}. */
    Run start(int batch);

    /** A training run of which only a few steps are made. */
    interface Run extends AutoCloseable {
        /** One optimizer step on a whole batch. */
        void step();

        /** Whatever the training evaluates with; sizes that train but cannot evaluate do not count. */
        default void evaluate() {}

        /**
         * The median time of a step over some more.
         *
         * @param steps at least one
         */
        default double seconds(int steps) {
            double[] times = new double[steps];
            for (int i = 0; i < steps; i++) {
                long begun = System.nanoTime();
                step();
                times[i] = (System.nanoTime() - begun) / 1e9;
            }
            return median(times);
        }

        @Override
        default void close() {}

        /** The middle one, or the lower of the two. */
        static double median(double[] times) {
            double[] ordered = times.clone();
            Arrays.sort(ordered);
            return ordered[(ordered.length - 1) / 2];
        }
    }
}
