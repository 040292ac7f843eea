package joyul.optim;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.bytedeco.pytorch.Tensor;

/** An optimizer as a value; {@link #start} gives it a network's parameters to move. */
public interface Optimizer {
    /** Begins at step 0 with zero state, from the parameters as they stand. */
    Run start(Tensor parameters, Tensor gradients);

    /** The weight of the past in the running gradient: SGD's momentum, Adam's first beta. */
    double momentum();

    double weightDecay();

    /** This kind with another momentum and weight decay; empty where it does not say how, and a tune leaves them alone. */
    default Optional<Optimizer> retuned(double momentum, double weightDecay) {
        return Optional.empty();
    }

    /** Whether {@link Setting#momentum} may differ from step to step. */
    default boolean momentumMayMove() {
        return true;
    }

    /** Whether what is evaluated and kept are other weights than those the gradients are taken at. */
    default boolean averages() {
        return false;
    }

    /** The learning rate that the authors recommend where nothing is measured; empty where it is all the search. */
    default OptionalDouble usualRate() {
        return OptionalDouble.empty();
    }

    /** This optimizer's own momentum and weight decay, with a rate. */
    default Setting at(double rate) {
        return new Setting(rate, momentum(), weightDecay());
    }

    /**
     * What is in force during one step; schedules may change each.
     *
     * @param momentum as {@link Optimizer#momentum}
     */
    record Setting(double rate, double momentum, double weightDecay) {}

    /** An optimizer at work on one network. */
    interface Run extends AutoCloseable {
        /** One update with the gradients as they stand; it may overwrite them. */
        void step(Setting setting);

        /** One update with the optimizer's own momentum and weight decay. */
        void step(double rate);

        /** How many updates were made. */
        long steps();

        /** The buffers that, with {@link #steps} and {@link #numbers}, are its whole state; in a fixed order. */
        List<Tensor> state();

        /** The single numbers of its state; in a fixed order. */
        default List<Double> numbers() {
            return List.of();
        }

        /** Sets the count and the single numbers, when state is restored. */
        void resumeAt(long steps, List<Double> numbers);

        /**
         * Puts the weights that are to be evaluated and kept into the parameters; for most optimizers they are there
         * already. {@link #showIterate} takes them away again, and nothing has changed.
         */
        default void showAverage() {}

        /** Puts the weights that training goes on from into the parameters. */
        default void showIterate() {}

        @Override
        void close();
    }
}
