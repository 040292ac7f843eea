package joyul.rate;

import joyul.check.Check;

/**
 * Warmup, stable, decay: up to the base rate, there for most of the run, and down at its end, where most of the gain
 * comes. Hu et al. 2024, "MiniCPM" (arXiv 2404.06395, section 4); the cooldown {@code 1 - sqrt((t - t0) / T_d)} from
 * Hägele et al. 2024 (arXiv 2405.18392, equation 1). The rate reaches the last one a step beyond the end of the run. A
 * run may be made longer without being begun anew: before the decay nothing depends on its length.
 *
 * @param warmup steps of the warmup, as of {@link Warmup}; 1 % of the run by default
 * @param decay steps of the cooldown, 1 or more; 20 % of the run by default (10 % suffices, 2.5 % does not)
 * @param totalSteps where the cooldown ends, 1 or more; omitted: the run's length
 * @param cooldown the shape of the cooldown; 1-sqrt by default
 * @param minFactor the last rate over the base rate, in [0, 1]; 0 by default
 */
public record WSD(Length warmup, Length decay, Length totalSteps, Cooldown cooldown, double minFactor)
        implements Schedule {
    static final Form<WSD> FORM = Form.of("WSD", WSD.class)
            .counts(Counting.STEPS)
            .parameter("warmup", WSD::warmup)
            .parameter("decay", WSD::decay)
            .parameter("total_steps", s -> s.totalSteps.equals(Length.WHOLE_RUN) ? null : s.totalSteps)
            .parameter("cooldown", WSD::cooldown)
            .parameter("min_factor", WSD::minFactor)
            .madeBy(given -> new WSD(
                    given.length("warmup", Length.percent(1)),
                    given.length("decay", Length.percent(20)),
                    given.length("total_steps", Length.WHOLE_RUN),
                    given.choice("cooldown", Cooldown.ONE_MINUS_SQRT),
                    given.number("min_factor", 0)));

    /** The way from 1 to 0. */
    public enum Cooldown {
        ONE_MINUS_SQRT("1-sqrt") {
            @Override
            double left(double progress) {
                return 1 - Math.sqrt(progress);
            }
        },
        LINEAR("linear") {
            @Override
            double left(double progress) {
                return 1 - progress;
            }
        },
        COSINE("cosine") {
            @Override
            double left(double progress) {
                return (1 + Cosine.of(Math.PI * progress)) / 2;
            }
        };

        private final String text;

        Cooldown(String text) {
            this.text = text;
        }

        abstract double left(double progress);

        @Override
        public String toString() {
            return text;
        }
    }

    public WSD {
        decay.atLeast("decay", 1);
        totalSteps.atLeast("total_steps", 1);
        Check.within("min_factor", minFactor, 0, 1);
    }

    /** 1 % warmup and 20 % cooldown, 1-sqrt, down to 0 at the end of the run. */
    public WSD() {
        this(Length.percent(1), Length.percent(20), Length.WHOLE_RUN, Cooldown.ONE_MINUS_SQRT, 0);
    }

    public WSD warmup(Length steps) {
        return new WSD(steps, decay, totalSteps, cooldown, minFactor);
    }

    public WSD decay(Length steps) {
        return new WSD(warmup, steps, totalSteps, cooldown, minFactor);
    }

    public WSD cooldown(Cooldown shape) {
        return new WSD(warmup, decay, totalSteps, shape, minFactor);
    }

    @Override
    public WSD resolved(RunLength run) {
        return new WSD(warmup.resolved(run), decay.resolved(run), totalSteps.resolved(run), cooldown, minFactor);
    }

    @Override
    public double rate(double baseRate, long step, Readings readings) {
        long rise = warmup.steps("warmup");
        if (step < rise) {
            return baseRate * (step + 1) / (rise + 1);
        }
        long fall = decay.steps("decay");
        long past = step - (totalSteps.steps("total_steps") - fall);
        double left = past <= 0 ? 1 : cooldown.left(Math.min(1, (double) past / fall));
        return baseRate * (minFactor + (1 - minFactor) * left);
    }
}
