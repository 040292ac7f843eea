package joyul.recipe;

import joyul.check.Check;
import joyul.check.InputException;
import joyul.optim.Optimizer;
import joyul.optim.Optimizers;
import joyul.optim.Prodigy;
import joyul.optim.Sgd;
import joyul.rate.ConstantRate;
import joyul.rate.CosineAnnealingLR;
import joyul.rate.Length;
import joyul.rate.OneCycleLR;
import joyul.rate.Schedule;
import joyul.rate.Schedules;
import joyul.rate.Warmup;
import org.jspecify.annotations.Nullable;

/**
 * How the weights go down the loss.
 *
 * @param learningRate the base rate that the schedule changes
 * @param momentumSchedule what becomes of the optimizer's momentum (Adam's first beta); null: what the schedule of the
 *     rate says of it
 * @param weightDecaySchedule what becomes of the optimizer's weight decay; null: it stays
 * @param every when the schedulers step
 * @param clipNorm the largest global gradient norm; null: gradients are not clipped
 */
public record Descent(
        Optimizer optimizer,
        double learningRate,
        Schedule schedule,
        @Nullable Schedule momentumSchedule,
        @Nullable Schedule weightDecaySchedule,
        Every every,
        @Nullable Double clipNorm) {
    private static final Key<Optimizer> OPTIMIZER =
            Key.of("optimizer", Kind.member(Optimizers.CATALOG), given -> new Sgd(0.9, true, 5e-4));
    static final Key<Double> LEARNING_RATE = Key.of("learning_rate", Kind.NUMBER, Descent::usualRate);

    static final PartForm<Descent> FORM = PartForm.of(
            Descent.class,
            OPTIMIZER,
            LEARNING_RATE,
            new Key<>("schedule", given -> Pacing.paced(given).schedule(), Schedules::described),
            new Key<>("momentum_schedule", given -> Pacing.beside(given, "momentum_schedule"), Schedules::described),
            new Key<>(
                    "weight_decay_schedule",
                    given -> Pacing.beside(given, "weight_decay_schedule"),
                    Schedules::described),
            new Key<>("every", given -> Every.of(Pacing.paced(given).unit()), Kind::lower),
            Key.optional("clip_norm", Kind.NUMBER));

    public Descent {
        Check.positive("learning_rate", learningRate);
        if (clipNorm != null) {
            Check.positive("clip_norm", clipNorm);
        }
        if (momentumSchedule != null && !optimizer.momentumMayMove()) {
            throw InputException.about(
                    "momentum_schedule",
                    "must be left out with a schedule-free optimizer, whose momentum"
                            + " is the place between its two sequences");
        }
    }

    /** The rate that suits the optimizer. */
    private static double usualRate(Given given) {
        return OPTIMIZER.required(given).usualRate().orElse(given.data().isClassification() ? 0.1 : 0.02);
    }

    /** The schedule that suits the optimizer. */
    static Schedule usualSchedule(Given given) {
        Optimizer optimizer = OPTIMIZER.required(given);
        if (optimizer.averages()) {
            return new ConstantRate().after(Warmup.linear(Length.percent(5)));
        }
        return optimizer instanceof Prodigy ? new CosineAnnealingLR() : new OneCycleLR().momentum(null);
    }
}
