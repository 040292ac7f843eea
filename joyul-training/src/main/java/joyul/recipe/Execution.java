package joyul.recipe;

import joyul.check.Check;
import joyul.check.InputException;
import joyul.torch.Precision;

/**
 * How a run is computed.
 *
 * @param threads native threads within one operation; bit-identical results need 1
 * @param seed of initialisation, batch order, augmentation and dropout
 */
public record Execution(Precision precision, int threads, long seed) {
    static final PartForm<Execution> FORM = PartForm.of(
            Execution.class,
            Key.of("precision", Kind.constant(Precision.values()), given -> Precision.FLOAT32),
            Key.of("threads", Kind.COUNT, given -> 1),
            Key.of("seed", Kind.INTEGER, given -> 1L));

    private static final int MOST_THREADS = 1024;

    public Execution {
        if (precision == Precision.FLOAT64) {
            throw InputException.about(
                    "precision",
                    "must be float32 or bfloat16 in a recipe, but was float64,"
                            + " which serves the checks of gradients");
        }
        // Many more than any machine has; libtorch starts each of them at once.
        Check.within("threads", threads, 1, MOST_THREADS);
    }
}
