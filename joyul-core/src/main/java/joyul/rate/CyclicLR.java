package joyul.rate;

import joyul.check.Check;
import org.jspecify.annotations.Nullable;

/**
 * Up and down between two rates along straight lines, while the momentum goes down and up. PyTorch's {@code CyclicLR};
 * Smith 2015, "Cyclical learning rates" (arXiv 1506.01186). In cycle n (from 1), at a part x of the way up or back,
 * {@code rate = base_lr + (max_lr - base_lr) * x * scale}, where the {@link CycleScale} says how much of the height is
 * left.
 *
 * @param baseLr the lowest rate, 0 or more; null: a quarter of {@code maxLr} (Smith and Topin 2017, section 3)
 * @param maxLr the highest rate, above 0; null: the base rate (which is otherwise not used)
 * @param stepSizeUp steps of the rise, 1 or more; PyTorch's default is 2000
 * @param stepSizeDown steps of the fall, 1 or more; null: as many as of the rise
 * @param scale how the height changes with time; PyTorch's {@code mode}, {@code gamma}, {@code scale_fn} and
 *     {@code scale_mode}
 * @param momentum how the momentum moves against the rate, from 0.9 to 0.8 and back by default; null: it stays as it is
 */
public record CyclicLR(
        @Nullable Double baseLr,
        @Nullable Double maxLr,
        Length stepSizeUp,
        @Nullable Length stepSizeDown,
        CycleScale scale,
        @Nullable MomentumCycle momentum)
        implements Recurrence {
    private static final MomentumCycle USUAL = new MomentumCycle(0.8, 0.9);

    static final Form<CyclicLR> FORM = Form.of("CyclicLR", CyclicLR.class)
            .counts(Counting.STEPS)
            .parameter("base_lr", CyclicLR::baseLr)
            .parameter("max_lr", CyclicLR::maxLr)
            .parameter("step_size_up", CyclicLR::stepSizeUp)
            .parameter("step_size_down", CyclicLR::stepSizeDown)
            .parameter("mode", s -> s.scale.mode())
            .parameter("gamma", s -> s.scale.gamma())
            .parameter("scale_fn", s -> s.scale.function())
            .parameter("scale_mode", s -> s.scale.scaleMode())
            .parameter("cycle_momentum", s -> s.momentum != null)
            .parameter("base_momentum", s -> MomentumCycle.baseOf(s.momentum))
            .parameter("max_momentum", s -> MomentumCycle.maxOf(s.momentum))
            .madeBy(given -> new CyclicLR(
                    given.optionalNumber("base_lr"),
                    given.optionalNumber("max_lr"),
                    given.length("step_size_up", Length.of(2000)),
                    given.optionalLength("step_size_down"),
                    CycleScale.of(given),
                    MomentumCycle.of(given, USUAL.base(), USUAL.max())));

    public CyclicLR {
        if (baseLr != null) {
            Check.notNegative("base_lr", baseLr);
        }
        if (maxLr != null) {
            Check.positive("max_lr", maxLr);
        }
        stepSizeUp.atLeast("step_size_up", 1);
        if (stepSizeDown != null) {
            stepSizeDown.atLeast("step_size_down", 1);
        }
    }

    /** PyTorch's defaults: 2000 steps up and 2000 down, always to the same height. */
    public CyclicLR(double baseLr, double maxLr) {
        this(baseLr, maxLr, Length.of(2000), null, new CycleScale.Triangular(), USUAL);
    }

    public CyclicLR stepSize(long up, long down) {
        return stepSize(Length.of(up), Length.of(down));
    }

    public CyclicLR stepSize(Length up, Length down) {
        return new CyclicLR(baseLr, maxLr, up, down, scale, momentum);
    }

    public CyclicLR scale(CycleScale other) {
        return new CyclicLR(baseLr, maxLr, stepSizeUp, stepSizeDown, other, momentum);
    }

    /** With the momentum moving against the rate, or with null staying as it is. */
    public CyclicLR momentum(@Nullable MomentumCycle cycle) {
        return new CyclicLR(baseLr, maxLr, stepSizeUp, stepSizeDown, scale, cycle);
    }

    @Override
    public CyclicLR resolved(RunLength run) {
        return new CyclicLR(
                baseLr,
                maxLr,
                stepSizeUp.resolved(run),
                stepSizeDown == null ? null : stepSizeDown.resolved(run),
                scale,
                momentum);
    }

    @Override
    public double rate(double baseRate, long step, Readings readings) {
        double top = maxLr == null ? baseRate : maxLr;
        double bottom = baseLr == null ? top / 4 : baseLr;
        return bottom + (top - bottom) * part(step) * scale(step);
    }

    @Override
    public double momentum(double baseMomentum, long step, Readings readings) {
        return momentum == null
                ? baseMomentum
                : momentum.max() - (momentum.max() - momentum.base()) * part(step) * scale(step);
    }

    /** How far up: 0 at the bottom, 1 at the top. The arithmetic is PyTorch's, whose rounding decides the corners. */
    private double part(long step) {
        double up = stepSizeUp.steps("step_size_up");
        double size = size();
        double way = 1 + step / size - Math.floor(1 + step / size);
        double turn = up / size;
        return way <= turn ? way / turn : (way - 1) / (turn - 1);
    }

    private double scale(long step) {
        return scale.at((long) Math.floor(1 + step / size()), step);
    }

    private double size() {
        long up = stepSizeUp.steps("step_size_up");
        return (double) up + (stepSizeDown == null ? up : stepSizeDown.steps("step_size_down"));
    }

    @Override
    public boolean isRelative() {
        return false;
    }

    /** PyTorch's constructor sets the optimizer to the lowest rate, which a scheduler made later takes for its base. */
    @Override
    public double claimed(double baseRate, boolean first) {
        return first ? rate(baseRate, 0, Readings.none()) : baseRate;
    }
}
