package joyul.rate;

import java.util.Optional;
import joyul.check.Check;
import org.jspecify.annotations.Nullable;

/**
 * Raises the rate in a straight line to where another schedule begins, and then hands over to that schedule's step 0;
 * Joyul's own. With N warmup steps, start factor s and the next schedule's first rate r:
 * {@code rate(t) = r * (s + (1 - s) * t / N)} for t below N, after it {@code then.rate(base, t - N)}. Readings reported
 * during the warmup are kept from the next schedule.
 *
 * @param steps how long, 0 or more steps or a share of the run
 * @param startFactor the factor at step 0, in [0, 1]; null means 1/(N+1), which begins one stride above 0, so that no
 *     step (and, where a step is an epoch, no epoch) is spent at rate 0
 * @param then the schedule that follows
 */
public record Warmup(Length steps, @Nullable Double startFactor, Schedule then) implements Schedule {
    static final Form<Warmup> FORM = Form.of("Warmup", Warmup.class)
            .counts(Counting.STEPS)
            .parameter("steps", Warmup::steps)
            .parameter("start_factor", Warmup::startFactor)
            .parameter("then", Warmup::then)
            .madeBy(given ->
                    new Warmup(given.length("steps"), given.optionalNumber("start_factor"), given.schedule("then")));

    public Warmup {
        if (startFactor != null) {
            Check.within("start_factor", startFactor, 0, 1);
        }
    }

    /** A warmup of so many scheduler steps, up to a constant rate until {@link #then} says otherwise. */
    public static Warmup linear(long steps) {
        return new Warmup(Length.of(steps), null, new ConstantRate());
    }

    /** A warmup over a part of the run. */
    public static Warmup linear(Length steps) {
        return new Warmup(steps, null, new ConstantRate());
    }

    public Warmup startFactor(double factor) {
        return new Warmup(steps, factor, then);
    }

    public Warmup then(Schedule next) {
        return new Warmup(steps, startFactor, next);
    }

    /** The next schedule gets what the warmup leaves of the run, at least one step. */
    @Override
    public Warmup resolved(RunLength run) {
        Length.Count count = steps.resolved(run);
        return new Warmup(count, startFactor, then.resolved(run.after(count.value())));
    }

    @Override
    public double rate(double baseRate, long step, Readings readings) {
        long count = steps.steps("steps");
        if (step >= count) {
            return then.rate(baseRate, step - count, readings.skip(count));
        }
        double start = startFactor == null ? 1.0 / (count + 1) : startFactor;
        return then.rate(baseRate, 0, Readings.none()) * (start + (1 - start) * step / count);
    }

    /** During the warmup the momentum with which the next schedule begins. */
    @Override
    public double momentum(double baseMomentum, long step, Readings readings) {
        long count = steps.steps("steps");
        return step < count
                ? then.momentum(baseMomentum, 0, Readings.none())
                : then.momentum(baseMomentum, step - count, readings.skip(count));
    }

    @Override
    public boolean mayAsk() {
        return then.mayAsk();
    }

    @Override
    public Optional<ScheduleEvent> event(long step, Readings readings) {
        long count = steps.steps("steps");
        return step < count
                ? Optional.empty()
                : then.event(step - count, readings.skip(count)).map(event -> event.later(count));
    }
}
