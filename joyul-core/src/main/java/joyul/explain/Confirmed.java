package joyul.explain;

/**
 * A candidate that was trained again on fresh seeds.
 *
 * @param seeds how many
 * @param searched its loss in the search, which chose it and is therefore too good on average
 * @param loss mean validation loss over the fresh seeds; infinite where a run of it diverged
 * @param metric mean accuracy or R²; NaN where unknown
 * @param behind how much the loss is above the winner's
 * @param behindError the standard error of that difference, paired over the same examples; NaN where one example gives none
 * @param searchedEpochs of the run in the search, 0 where unknown
 * @param epochs of each fresh run, 0 where unknown
 * @param standard whether it is the default recipe
 */
public record Confirmed(
        int trial,
        int seeds,
        double searched,
        double loss,
        double metric,
        double behind,
        double behindError,
        int searchedEpochs,
        int epochs,
        boolean standard) {
    /** A difference of fewer standard errors is not told from chance. */
    private static final double RESOLVED = 2;

    /** Whether its difference to the winner is told from chance, by the error of the examples alone. */
    public boolean isClearlyBehind() {
        return behind > 0 && (diverged() || behind >= RESOLVED * behindError);
    }

    /** Whether nothing is known of how much seeds differ. */
    public boolean onOneSeed() {
        return seeds < 2;
    }

    /** Whether its loss in the search was that of as many epochs as on the fresh seeds. */
    public boolean comparesWithTheSearch() {
        return searchedEpochs == epochs;
    }

    public boolean diverged() {
        return !Double.isFinite(loss);
    }
}
