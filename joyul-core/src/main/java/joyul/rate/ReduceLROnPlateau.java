package joyul.rate;

import java.util.Optional;
import joyul.check.Check;

/**
 * Multiplies the rate by {@code factor} when the metric has not improved for more than {@code patience} readings.
 * PyTorch's {@code ReduceLROnPlateau}, rule by rule:
 *
 * <ul>
 *   <li>a reading is better if, for {@code min}, it is below {@code best * (1 - threshold)} (relative) or
 *       {@code best - threshold} (absolute); for {@code max} above {@code best * (1 + threshold)} or
 *       {@code best + threshold}; NaN is never better, so it counts as a bad reading;
 *   <li>during the {@code cooldown} readings after a reduction no reading counts as bad;
 *   <li>the new rate is at least {@code minLr}; a reduction by {@code eps} or less is not made, yet starts the cooldown
 *       all the same.
 * </ul>
 *
 * <p>In a sequence or after a {@link Warmup}, where PyTorch refuses it (pytorch issue 68978), it sees the readings from
 * its own first step on. With {@code backtrack}, Joyul's own, training also goes back to the weights of the best
 * reading at each plateau.
 *
 * @param mode whether the metric should fall or rise; PyTorch's default is min
 * @param factor the factor, in [0, 1); PyTorch's default is 0.1
 * @param patience bad readings that are borne before a reduction, 0 or more; PyTorch's default is 10
 * @param threshold how much better a reading must be, 0 or more; PyTorch's default is 1e-4
 * @param thresholdMode whether the threshold is relative to the best reading; PyTorch's default is rel
 * @param cooldown readings that are not counted after a reduction, 0 or more; PyTorch's default is 0
 * @param minLr the lowest rate, 0 or more; PyTorch's default is 0
 * @param eps the smallest reduction worth making, 0 or more; PyTorch's default is 1e-8
 * @param backtrack whether a plateau also asks for the weights of the best reading
 */
public record ReduceLROnPlateau(
        Mode mode,
        double factor,
        Length patience,
        double threshold,
        ThresholdMode thresholdMode,
        Length cooldown,
        double minLr,
        double eps,
        boolean backtrack)
        implements Recurrence {
    static final Form<ReduceLROnPlateau> FORM = Form.of("ReduceLROnPlateau", ReduceLROnPlateau.class)
            .counts(Counting.EPOCHS)
            .parameter("mode", ReduceLROnPlateau::mode)
            .parameter("factor", ReduceLROnPlateau::factor)
            .parameter("patience", ReduceLROnPlateau::patience)
            .parameter("threshold", ReduceLROnPlateau::threshold)
            .parameter("threshold_mode", ReduceLROnPlateau::thresholdMode)
            .parameter("cooldown", ReduceLROnPlateau::cooldown)
            .parameter("min_lr", ReduceLROnPlateau::minLr)
            .parameter("eps", ReduceLROnPlateau::eps)
            .parameter("backtrack", s -> s.backtrack ? true : null)
            .madeBy(given -> new ReduceLROnPlateau(
                    given.choice("mode", Mode.MIN),
                    given.number("factor", 0.1),
                    given.length("patience", Length.of(10)),
                    given.number("threshold", 1e-4),
                    given.choice("threshold_mode", ThresholdMode.REL),
                    given.length("cooldown", Length.of(0)),
                    given.number("min_lr", 0),
                    given.number("eps", 1e-8),
                    given.flag("backtrack", false)));

    /** Which way the metric should go. */
    public enum Mode {
        MIN,
        MAX
    }

    /** What the threshold is measured against: the best reading, or nothing. */
    public enum ThresholdMode {
        REL,
        ABS
    }

    public ReduceLROnPlateau {
        Check.below("factor", factor, 0, 1);
        Check.notNegative("threshold", threshold);
        Check.notNegative("min_lr", minLr);
        Check.notNegative("eps", eps);
    }

    /** PyTorch's defaults. */
    public ReduceLROnPlateau() {
        this(Mode.MIN, 0.1, Length.of(10), 1e-4, ThresholdMode.REL, Length.of(0), 0, 1e-8, false);
    }

    public ReduceLROnPlateau mode(Mode other) {
        return new ReduceLROnPlateau(
                other, factor, patience, threshold, thresholdMode, cooldown, minLr, eps, backtrack);
    }

    public ReduceLROnPlateau factor(double other) {
        return new ReduceLROnPlateau(mode, other, patience, threshold, thresholdMode, cooldown, minLr, eps, backtrack);
    }

    public ReduceLROnPlateau patience(long readings) {
        return patience(Length.of(readings));
    }

    public ReduceLROnPlateau patience(Length readings) {
        return new ReduceLROnPlateau(mode, factor, readings, threshold, thresholdMode, cooldown, minLr, eps, backtrack);
    }

    public ReduceLROnPlateau threshold(double other, ThresholdMode measured) {
        return new ReduceLROnPlateau(mode, factor, patience, other, measured, cooldown, minLr, eps, backtrack);
    }

    public ReduceLROnPlateau cooldown(long readings) {
        return cooldown(Length.of(readings));
    }

    public ReduceLROnPlateau cooldown(Length readings) {
        return new ReduceLROnPlateau(mode, factor, patience, threshold, thresholdMode, readings, minLr, eps, backtrack);
    }

    public ReduceLROnPlateau minLr(double rate) {
        return new ReduceLROnPlateau(mode, factor, patience, threshold, thresholdMode, cooldown, rate, eps, backtrack);
    }

    public ReduceLROnPlateau eps(double reduction) {
        return new ReduceLROnPlateau(
                mode, factor, patience, threshold, thresholdMode, cooldown, minLr, reduction, backtrack);
    }

    /** With whether a plateau also asks for the weights of the best reading. */
    public ReduceLROnPlateau backtrack(boolean back) {
        return new ReduceLROnPlateau(mode, factor, patience, threshold, thresholdMode, cooldown, minLr, eps, back);
    }

    @Override
    public ReduceLROnPlateau resolved(RunLength run) {
        return patience(patience.resolved(run)).cooldown(cooldown.resolved(run));
    }

    @Override
    public double rate(double baseRate, long step, Readings readings) {
        double rate = baseRate;
        for (long left = state(step, readings).plateaus(); left > 0; left--) {
            double lower = reduced(rate);
            if (lower == rate) {
                return rate;
            }
            rate = lower;
        }
        return rate;
    }

    @Override
    public double next(double rate, double baseRate, long step, Readings readings) {
        return isReached(step, readings) ? reduced(rate) : rate;
    }

    @Override
    public boolean mayAsk() {
        return backtrack;
    }

    @Override
    public Optional<ScheduleEvent> event(long step, Readings readings) {
        return backtrack && isReached(step, readings) && state(step, readings).bestAt() >= 0
                ? Optional.of(new ScheduleEvent.Backtrack(state(step, readings).bestAt()))
                : Optional.empty();
    }

    /** Whether the reading of the step before has reached a plateau. */
    private boolean isReached(long step, Readings readings) {
        PlateauRule.State state = state(step, readings);
        return state.plateaus() > 0 && state.latestAt() == step - 1;
    }

    private PlateauRule.State state(long step, Readings readings) {
        return readings.plateau(
                new PlateauRule(mode, threshold, thresholdMode, patience.steps("patience"), cooldown.steps("cooldown")),
                step);
    }

    private double reduced(double rate) {
        double lower = Math.max(rate * factor, minLr);
        return rate - lower > eps ? lower : rate;
    }
}
