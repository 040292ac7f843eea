package joyul.study;

import java.util.List;

/** Judges from readings whether a trial goes on, and says why. */
public interface Pruner {
    /**
     * The verdict on a running trial after its latest reading.
     *
     * @param history all trials of the study, the judged one included
     */
    Verdict judge(Trial trial, List<Trial> history, Direction direction);
}
