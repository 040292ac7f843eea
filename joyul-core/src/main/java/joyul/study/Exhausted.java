package joyul.study;

/** Thrown by a sampler that has nothing left to propose: the search has ended, and nothing has failed. */
public final class Exhausted extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Exhausted(String reason) {
        super(reason, null, false, false);
    }
}
