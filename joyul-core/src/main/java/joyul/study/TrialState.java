package joyul.study;

/** Where a trial stands, by Optuna's names. */
public enum TrialState {
    WAITING,
    RUNNING,
    COMPLETE,
    PRUNED,
    FAIL;

    public boolean finished() {
        return this == COMPLETE || this == PRUNED || this == FAIL;
    }
}
