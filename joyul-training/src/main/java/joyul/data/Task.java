package joyul.data;

/** What a label column asks for. */
public enum Task {
    /** Classes for text, and for at most 20 different whole numbers; regression otherwise. */
    AUTO,
    CLASSIFICATION,
    REGRESSION
}
