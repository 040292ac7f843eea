package joyul.study;

import java.util.Locale;

/** How a trial ended, as data. Diverged, out of memory and failed are stored as Optuna's FAIL with an attribute. */
public enum Outcome {
    COMPLETE(TrialState.COMPLETE),
    PRUNED(TrialState.PRUNED),
    DIVERGED(TrialState.FAIL),
    OUT_OF_MEMORY(TrialState.FAIL),
    FAILED(TrialState.FAIL);

    /** The trial attribute that tells these outcomes apart in storage. */
    public static final String ATTRIBUTE = "joyul:outcome";

    private final TrialState state;

    Outcome(TrialState state) {
        this.state = state;
    }

    public TrialState state() {
        return state;
    }

    /** As people and files read it: {@code out of memory}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
