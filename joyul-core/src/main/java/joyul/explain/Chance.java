package joyul.explain;

/** What is told from chance, everywhere alike. */
public final class Chance {
    /** A figure of fewer standard errors than these may be chance: some 5 in 100 are that large without a cause. */
    public static final double ERRORS = 2;

    private Chance() {}
}
