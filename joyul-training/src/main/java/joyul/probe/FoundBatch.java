package joyul.probe;

import joyul.batch.Ceilings;
import joyul.batch.Recommendation;
import joyul.recipe.Recipe;

/**
 * The batch size that was found.
 *
 * @param recipe that was asked about, as it was
 * @param steps of the run that measured the gradient noise
 * @param wholeSteps of the recipe's whole run
 * @param normalizationBatch examples that were normalised together while the noise was measured; 1 where nothing is
 *     normalised over examples
 */
public record FoundBatch(
        Ceilings ceilings,
        Recommendation recommendation,
        Recipe recipe,
        long steps,
        long wholeSteps,
        int normalizationBatch) {
    /** Whether the noise was measured on the beginning of the run only, where it is smaller than later. */
    public boolean cutShort() {
        return steps < wholeSteps;
    }
}
