package joyul.tune;

import joyul.study.Trial;

/** Watches a tune, and may ask it to stop; called from several threads. */
public interface TuneObserver {
    /** An observer that looks at nothing. */
    TuneObserver NONE = new TuneObserver() {};

    /** What a tune does, one after the other. */
    enum Phase {
        MEASURING,
        SEARCHING,
        CONFIRMING,
        FINISHING
    }

    /**
     * A phase has begun.
     *
     * @param detail one sentence for people
     * @param secondsLeft until the budget is used up; infinite where it counts trials
     */
    default void onPhase(Phase phase, String detail, double secondsLeft) {}

    default void onEpoch(TrialEpoch epoch) {}

    /**
     * A trial has ended, or paused at a rung.
     *
     * @param detail one sentence for people
     */
    default void onTrial(Trial trial, String detail) {}

    /** Asked often: true stops the tune, resumable. */
    default boolean stops() {
        return false;
    }
}
