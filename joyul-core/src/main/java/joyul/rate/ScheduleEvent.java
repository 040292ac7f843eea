package joyul.rate;

/** What a schedule asks of the training loop at the beginning of a step, besides its rate. */
public sealed interface ScheduleEvent {
    /** The same event, told by a schedule that began so many steps later than the run. */
    ScheduleEvent later(long steps);

    /**
     * Go back to the weights of the best reading, and train on from there.
     *
     * @param step the scheduler step after which that reading was reported
     */
    record Backtrack(long step) implements ScheduleEvent {
        @Override
        public Backtrack later(long steps) {
            return new Backtrack(step + steps);
        }
    }

    /**
     * Stop: the metric will not improve any more.
     *
     * @param bestStep the scheduler step after which the best reading was reported
     */
    record Stop(long bestStep) implements ScheduleEvent {
        @Override
        public Stop later(long steps) {
            return new Stop(bestStep + steps);
        }
    }
}
