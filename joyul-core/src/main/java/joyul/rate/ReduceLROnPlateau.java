package joyul.rate;

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
 * <p>The readings are replayed from the first at every call, which takes time in proportion to the step.
 *
 * @param mode whether the metric should fall or rise; PyTorch's default is min
 * @param factor the factor, in [0, 1); PyTorch's default is 0.1
 * @param patience bad readings that are borne before a reduction, 0 or more; PyTorch's default is 10
 * @param threshold how much better a reading must be, 0 or more; PyTorch's default is 1e-4
 * @param thresholdMode whether the threshold is relative to the best reading; PyTorch's default is rel
 * @param cooldown readings that are not counted after a reduction, 0 or more; PyTorch's default is 0
 * @param minLr the lowest rate, 0 or more; PyTorch's default is 0
 * @param eps the smallest reduction worth making, 0 or more; PyTorch's default is 1e-8
 */
public record ReduceLROnPlateau(
        Mode mode,
        double factor,
        long patience,
        double threshold,
        ThresholdMode thresholdMode,
        long cooldown,
        double minLr,
        double eps)
        implements Schedule {
    static final Form<ReduceLROnPlateau> FORM = Form.of("ReduceLROnPlateau", ReduceLROnPlateau.class)
            .parameter("mode", ReduceLROnPlateau::mode)
            .parameter("factor", ReduceLROnPlateau::factor)
            .parameter("patience", ReduceLROnPlateau::patience)
            .parameter("threshold", ReduceLROnPlateau::threshold)
            .parameter("threshold_mode", ReduceLROnPlateau::thresholdMode)
            .parameter("cooldown", ReduceLROnPlateau::cooldown)
            .parameter("min_lr", ReduceLROnPlateau::minLr)
            .parameter("eps", ReduceLROnPlateau::eps)
            .madeBy(given -> new ReduceLROnPlateau(
                    given.choice("mode", Mode.MIN),
                    given.number("factor", 0.1),
                    given.whole("patience", 10),
                    given.number("threshold", 1e-4),
                    given.choice("threshold_mode", ThresholdMode.REL),
                    given.whole("cooldown", 0),
                    given.number("min_lr", 0),
                    given.number("eps", 1e-8)));

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
        Check.atLeast("patience", patience, 0);
        Check.notNegative("threshold", threshold);
        Check.atLeast("cooldown", cooldown, 0);
        Check.notNegative("min_lr", minLr);
        Check.notNegative("eps", eps);
    }

    /** PyTorch's defaults. */
    public ReduceLROnPlateau() {
        this(Mode.MIN, 0.1, 10, 1e-4, ThresholdMode.REL, 0, 0, 1e-8);
    }

    public ReduceLROnPlateau mode(Mode other) {
        return new ReduceLROnPlateau(other, factor, patience, threshold, thresholdMode, cooldown, minLr, eps);
    }

    public ReduceLROnPlateau factor(double other) {
        return new ReduceLROnPlateau(mode, other, patience, threshold, thresholdMode, cooldown, minLr, eps);
    }

    public ReduceLROnPlateau patience(long readings) {
        return new ReduceLROnPlateau(mode, factor, readings, threshold, thresholdMode, cooldown, minLr, eps);
    }

    public ReduceLROnPlateau threshold(double other, ThresholdMode measured) {
        return new ReduceLROnPlateau(mode, factor, patience, other, measured, cooldown, minLr, eps);
    }

    public ReduceLROnPlateau cooldown(long readings) {
        return new ReduceLROnPlateau(mode, factor, patience, threshold, thresholdMode, readings, minLr, eps);
    }

    public ReduceLROnPlateau minLr(double rate) {
        return new ReduceLROnPlateau(mode, factor, patience, threshold, thresholdMode, cooldown, rate, eps);
    }

    public ReduceLROnPlateau eps(double reduction) {
        return new ReduceLROnPlateau(mode, factor, patience, threshold, thresholdMode, cooldown, minLr, reduction);
    }

    @Override
    public double rate(double baseRate, long step, Readings readings) {
        double rate = baseRate;
        double best = mode == Mode.MIN ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
        long bad = 0;
        long cooling = 0;
        for (int i = 0; i < Math.min(step, readings.size()); i++) {
            double reading = readings.at(i);
            if (isBetter(reading, best)) {
                best = reading;
                bad = 0;
            } else {
                bad++;
            }
            if (cooling > 0) {
                cooling--;
                bad = 0;
            }
            if (bad > patience) {
                rate = reduced(rate);
                cooling = cooldown;
                bad = 0;
            }
        }
        return rate;
    }

    private boolean isBetter(double reading, double best) {
        double sign = mode == Mode.MIN ? -1 : 1;
        double bar = thresholdMode == ThresholdMode.REL ? best * (1 + sign * threshold) : best + sign * threshold;
        return mode == Mode.MIN ? reading < bar : reading > bar;
    }

    private double reduced(double rate) {
        double lower = Math.max(rate * factor, minLr);
        return rate - lower > eps ? lower : rate;
    }
}
