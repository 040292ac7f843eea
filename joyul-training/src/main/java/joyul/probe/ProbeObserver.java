package joyul.probe;

/** Watches a probe, and may ask it to stop; called on the probe's thread. */
public interface ProbeObserver {
    /** An observer that looks at nothing. */
    ProbeObserver NONE = new ProbeObserver() {};

    /**
     * One training step was made.
     *
     * @param doing what it was for, in words: {@code sweep}, {@code race at 0.05}
     * @param step counted from 1 over the whole probe
     * @param most the steps the probe may make
     */
    default void onStep(String doing, long step, long most) {}

    /** Asked after every step: true ends the probe there, without an answer. */
    default boolean stops() {
        return false;
    }
}
