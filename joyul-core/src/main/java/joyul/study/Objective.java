package joyul.study;

/** What a study optimises: a trial's suggestions in, one number out. */
@FunctionalInterface
public interface Objective {
    /**
     * The trial's value. NaN ends the trial as {@link Outcome#DIVERGED}.
     *
     * @throws Pruned to end the trial early ({@code throw trial.pruned()})
     * @throws Exception to end it as {@link Outcome#FAILED}; the search goes on
     */
    double evaluate(LiveTrial trial) throws Exception;
}
