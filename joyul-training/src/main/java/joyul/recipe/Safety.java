package joyul.recipe;

import joyul.check.Check;

/**
 * What is done about a run that goes wrong.
 *
 * @param guard what is done about overshoot
 * @param divergence a run has diverged when the mean of its latest 20 batch losses exceeds this multiple of the first
 *     batch's loss, or a loss is not finite
 */
public record Safety(Guard guard, double divergence) {
    static final PartForm<Safety> FORM = PartForm.of(
            Safety.class,
            Key.of("guard", Kind.constant(Guard.values()), given -> Guard.ON),
            Key.of("divergence", Kind.NUMBER, given -> 4.0));

    public Safety {
        Check.that(divergence > 1, "divergence", "above 1", divergence);
    }
}
