package joyul.recipe;

import joyul.check.Check;
import joyul.rate.Readings;

/**
 * When a run ends before its last epoch: after {@code patience} epochs in a row whose validation loss was not below the
 * best so far by more than {@code minDelta}. A pure function of the validation losses.
 *
 * @param patience epochs, 1 or more
 * @param minDelta how much lower a loss must be to count, 0 or more
 */
public record EarlyStopping(int patience, double minDelta) {
    public EarlyStopping {
        Check.atLeast("patience", patience, 1);
        Check.notNegative("min_delta", minDelta);
    }

    /** Whether the run ends after the latest of these losses, one per epoch; one that is not a number is no better. */
    public boolean stops(Readings validationLosses) {
        double best = Double.POSITIVE_INFINITY;
        int without = 0;
        for (int i = 0; i < validationLosses.size(); i++) {
            double loss = validationLosses.at(i);
            if (loss < best - minDelta) {
                best = loss;
                without = 0;
            } else {
                without++;
            }
        }
        return without >= patience;
    }
}
