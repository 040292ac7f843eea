package joyul.study;

/** Thrown by an objective to end its trial early: {@code throw trial.pruned()}. It carries the pruner's reason. */
public final class Pruned extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Pruned(String reason) {
        super(reason, null, false, false);
    }
}
