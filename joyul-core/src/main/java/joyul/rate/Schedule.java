package joyul.rate;

import java.util.Optional;
import joyul.check.InputException;

/**
 * Gives the learning rate in force during a scheduler step; a pure function, so that it can be previewed, resumed and
 * shared between threads. What a scheduler step is (an epoch or an optimizer step) is decided by whoever counts them.
 *
 * <p>The same type schedules anything else that an optimizer takes: {@code weightDecay.rate(0.05, step, readings)} is
 * the weight decay in force. A schedule that cycles the momentum along with the rate, as {@link OneCycleLR} does, gives
 * it by {@link #momentum}.
 */
@FunctionalInterface
public interface Schedule {
    /**
     * The rate in force during {@code step}.
     *
     * @param baseRate the rate before any scheduling, 0 or more
     * @param step the scheduler step, counted from 0
     * @param readings the metric values reported so far; only those reported before {@code step} began count
     * @throws InputException if a length that depends on the run is still open (see {@link #resolved}), or if the
     *     schedule has no value at this step
     */
    double rate(double baseRate, long step, Readings readings);

    /**
     * The momentum in force during {@code step} (Adam's first beta, as in PyTorch); the base momentum, unless this
     * schedule cycles it.
     *
     * @param baseMomentum the optimizer's own momentum, in [0, 1)
     */
    default double momentum(double baseMomentum, long step, Readings readings) {
        return baseMomentum;
    }

    /** Whether {@link #event} may ever ask for something. */
    default boolean mayAsk() {
        return false;
    }

    /** What this schedule asks of the training loop before {@code step}, once the reading of the step before is in. */
    default Optional<ScheduleEvent> event(long step, Readings readings) {
        return Optional.empty();
    }

    /**
     * This schedule for a run: every {@link Length} is now a count of scheduler steps. A schedule without lengths that
     * depend on the run is its own answer.
     *
     * @throws InputException if a length is in a unit whose size the run does not tell
     */
    default Schedule resolved(RunLength run) {
        return this;
    }

    /** This schedule for a run of so many scheduler steps. */
    default Schedule resolved(long totalSteps) {
        return resolved(RunLength.of(totalSteps));
    }

    /** The schedule that warms up first and then follows this one from its step 0. */
    default Schedule after(Warmup warmup) {
        return warmup.then(this);
    }
}
