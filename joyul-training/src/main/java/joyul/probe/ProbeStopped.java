package joyul.probe;

/** A probe ended without an answer, because its observer asked it to stop. */
public final class ProbeStopped extends RuntimeException {
    private static final long serialVersionUID = 1;

    ProbeStopped() {
        super("the probe was stopped before it had an answer");
    }
}
