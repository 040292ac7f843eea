package joyul.explain;

/**
 * A candidate that was trained again on fresh seeds.
 *
 * @param seeds how many
 * @param searched its loss in the search, which chose it and is therefore too good on average
 * @param loss mean validation loss over the fresh seeds
 * @param metric mean accuracy or R²; NaN where unknown
 * @param behind how much the loss is above the winner's
 * @param behindError the standard error of that difference, paired over the same examples
 */
public record Confirmed(
        int trial, int seeds, double searched, double loss, double metric, double behind, double behindError) {}
