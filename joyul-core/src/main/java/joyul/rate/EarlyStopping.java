package joyul.rate;

import java.util.Optional;
import joyul.check.Check;

/**
 * Another schedule's rates, until the metric has not improved for more than {@code patience} readings: then it asks to
 * stop, and names the step of the best reading. What counts as an improvement is as in {@link ReduceLROnPlateau}.
 *
 * @param patience bad readings that are borne, 0 or more; 10 by default
 * @param mode whether the metric should fall or rise; min by default
 * @param threshold how much better a reading must be, 0 or more; 1e-4 by default
 * @param thresholdMode whether the threshold is relative to the best reading; rel by default
 * @param then the schedule that gives the rates; constant by default
 */
public record EarlyStopping(
        Length patience,
        ReduceLROnPlateau.Mode mode,
        double threshold,
        ReduceLROnPlateau.ThresholdMode thresholdMode,
        Schedule then)
        implements Schedule {
    static final Form<EarlyStopping> FORM = Form.of("EarlyStopping", EarlyStopping.class)
            .counts(Counting.EPOCHS)
            .parameter("patience", EarlyStopping::patience)
            .parameter("mode", EarlyStopping::mode)
            .parameter("threshold", EarlyStopping::threshold)
            .parameter("threshold_mode", EarlyStopping::thresholdMode)
            .parameter("then", EarlyStopping::then)
            .madeBy(given -> new EarlyStopping(
                    given.length("patience", Length.of(10)),
                    given.choice("mode", ReduceLROnPlateau.Mode.MIN),
                    given.number("threshold", 1e-4),
                    given.choice("threshold_mode", ReduceLROnPlateau.ThresholdMode.REL),
                    given.has("then") ? given.schedule("then") : new ConstantRate()));

    public EarlyStopping {
        Check.notNegative("threshold", threshold);
    }

    /** Of a schedule, after so many readings without an improvement of 1e-4 of the lowest one. */
    public EarlyStopping(long patience, Schedule then) {
        this(Length.of(patience), ReduceLROnPlateau.Mode.MIN, 1e-4, ReduceLROnPlateau.ThresholdMode.REL, then);
    }

    @Override
    public EarlyStopping resolved(RunLength run) {
        return new EarlyStopping(patience.resolved(run), mode, threshold, thresholdMode, then.resolved(run));
    }

    @Override
    public double rate(double baseRate, long step, Readings readings) {
        return then.rate(baseRate, step, readings);
    }

    @Override
    public double momentum(double baseMomentum, long step, Readings readings) {
        return then.momentum(baseMomentum, step, readings);
    }

    @Override
    public boolean mayAsk() {
        return true;
    }

    /** From the plateau on it asks again at every step. */
    @Override
    public Optional<ScheduleEvent> event(long step, Readings readings) {
        PlateauRule rule = new PlateauRule(mode, threshold, thresholdMode, patience.steps("patience"), 0);
        PlateauRule.State state = readings.plateau(rule, step);
        return state.plateaus() > 0
                ? Optional.of(new ScheduleEvent.Stop(Math.max(0, state.bestAt())))
                : then.event(step, readings);
    }
}
