package joyul.space;

/** The values that a parameter may take (Optuna: distribution). */
public sealed interface Domain permits FloatDomain, IntDomain, ChoiceDomain {
    /** Whether this domain holds the value; numbers are compared by value, choices by equality. */
    boolean contains(Object value);

    /** The value as one number: the number itself, or the index of the choice (Optuna's internal representation). */
    double encode(Object value);

    /** The value behind the number that {@link #encode} gave; a {@link Double}, a {@link Long} or a choice. */
    Object decode(double code);

    /** Whether there is only one value to take. */
    boolean single();

    /**
     * The value at a share of the domain. Shares spread evenly over [0, 1) give values spread evenly on the domain's
     * scale, and each step or choice equally often (on a logarithmic scale: in proportion to its width there).
     */
    Object at(double share);

    /**
     * Whether one parameter may have both domains within a study: the same kind, the same scale and, for choices, the
     * same choices. Bounds and step may change. This is Optuna's rule, so that a study stays readable there.
     */
    boolean sameKind(Domain other);
}
