package joyul.recipe;

import joyul.check.Check;
import org.jspecify.annotations.Nullable;

/**
 * How long a run is.
 *
 * @param epochs passes over the training examples
 * @param earlyStopping when the run ends before its last epoch; null: never
 */
public record Extent(int epochs, @Nullable EarlyStop earlyStopping) {
    static final PartForm<Extent> FORM = PartForm.of(
            Extent.class,
            Key.of("epochs", Kind.COUNT, given -> usualEpochs(given.examples())),
            Key.optional("early_stopping", EarlyStop.KIND));

    /** A first run should see at least this many optimizer steps. */
    private static final int STEPS = 1_000;

    private static final int MOST_EPOCHS = 100;
    private static final int FEWEST_EPOCHS = 8;

    public Extent {
        Check.atLeast("epochs", epochs, 1);
    }

    private static int usualEpochs(int examples) {
        int perEpoch = Math.max(1, examples / BatchPlan.usualSize(examples));
        return Math.min(MOST_EPOCHS, Math.max(FEWEST_EPOCHS, (STEPS + perEpoch - 1) / perEpoch));
    }
}
