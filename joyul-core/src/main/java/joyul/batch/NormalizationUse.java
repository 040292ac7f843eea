package joyul.batch;

/** How a recipe's normalization depends on the batch. */
public enum NormalizationUse {
    /** Nothing is normalised over examples. */
    NONE,
    /** The whole batch shares one set of statistics. */
    WHOLE_BATCH,
    /** Groups of a fixed size share statistics, whatever the batch. */
    FIXED_GROUPS
}
