package joyul.space;

/** The values that a parameter may take (Optuna: distribution). */
public sealed interface Domain permits FloatDomain, IntDomain, ChoiceDomain {
    /** Whether this domain holds the value; numbers are compared by value, choices by equality. */
    boolean contains(Object value);

    /** The value as one number: the number itself, or the index of the choice (Optuna's internal representation). */
    double encode(Object value);

    /** The value behind the number that {@link #encode} gave; a {@link Double}, a {@link Long} or a choice. */
    Object decode(double code);
}
