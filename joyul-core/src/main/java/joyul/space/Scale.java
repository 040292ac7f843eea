package joyul.space;

/** The axis on which a numeric parameter is searched evenly. */
public enum Scale {
    LINEAR,
    LOG
}
