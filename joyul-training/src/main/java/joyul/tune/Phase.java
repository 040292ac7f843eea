package joyul.tune;

/** What a tune does, one after the other. */
public enum Phase {
    MEASURING,
    SEARCHING,
    CONFIRMING,
    FINISHING
}
