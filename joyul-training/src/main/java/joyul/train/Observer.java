package joyul.train;

/** Watches a run, and may ask it to stop; called on the run's thread. */
public interface Observer {
    /** An observer that looks at nothing. */
    Observer NONE = new Observer() {};

    /** The run is about to make its first step here; an observer that measures may keep the trainer to look at. */
    default void onStart(Trainer trainer) {}

    default void onStep(StepEvent event) {}

    default void onEvent(TrainingEvent event) {}

    default void onEpoch(EpochEvent event) {}

    /** Asked before every step: true stops the run there, resumable. */
    default boolean stops() {
        return false;
    }
}
