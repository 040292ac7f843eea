package joyul.study;

import joyul.run.Event;

/** What happens while {@link Study#optimize} runs; heard on the thread of the trial. */
public sealed interface StudyEvent extends Event {
    /**
     * The objective is about to be called.
     *
     * @param number of the trial within the study
     * @param resumesAt the step that a promoted trial goes on from; 0 for a new one
     */
    record TrialBegun(int number, int resumesAt) implements StudyEvent {}

    /** A trial reported a reading. */
    record TrialRead(int number, int step, double value) implements StudyEvent {}

    /** A trial has ended, or waits at its rung: then it is still running, and nobody's. */
    record TrialTold(Trial trial) implements StudyEvent {}
}
