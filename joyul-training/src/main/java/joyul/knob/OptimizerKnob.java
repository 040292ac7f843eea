package joyul.knob;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import joyul.optim.Adam;
import joyul.optim.AdamW;
import joyul.optim.Optimizer;
import joyul.optim.ScheduleFreeAdamW;
import joyul.optim.ScheduleFreeSgd;
import joyul.optim.Sgd;
import joyul.rate.ConstantRate;
import joyul.rate.Length;
import joyul.rate.Schedule;
import joyul.rate.Warmup;
import joyul.recipe.Every;
import joyul.recipe.Recipe;
import joyul.recipe.RecipeEdit;
import joyul.space.ChoiceDomain;
import joyul.space.Domain;
import joyul.space.Point;

/** The kind of optimizer, with Nesterov's momentum where it is SGD; momentum and weight decay are knobs of their own. */
record OptimizerKnob() implements Knob {
    static final String NAME = "optimizer";

    /** Why momentum and weight decay of somebody's own optimizer stay as they are. */
    static final String FIXED = "the optimizer says no way to change it; give it a retuned(momentum, weight_decay)";

    private static final String ADAMW = "adamw";

    /** Optimizers that a schedule serves; the others hold the rate after a warmup and average instead. */
    static final List<String> SCHEDULED = List.of("sgd", ADAMW);

    private static final Schedule WITHOUT_END = new ConstantRate().after(Warmup.linear(Length.percent(5)));

    /** Optimizers that move by the gradient itself. */
    static final List<String> PLAIN = List.of("sgd", "schedule_free_sgd");

    /** Optimizers that scale each weight's step. */
    static final List<String> ADAPTIVE = List.of(ADAMW, "schedule_free_adamw");

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<Domain> domain(Problem problem) {
        return Optional.of(new ChoiceDomain(Stream.concat(PLAIN.stream(), ADAPTIVE.stream())
                .map(Object.class::cast)
                .toList()));
    }

    @Override
    public Domain between(String said, double low, double high) {
        throw Choices.noRange(said);
    }

    @Override
    public Optional<Object> of(Recipe recipe, Problem problem) {
        Optimizer kind = recipe.optimizer();
        return kind instanceof Sgd
                ? Optional.of("sgd")
                : kind instanceof AdamW
                        ? Optional.of(ADAMW)
                        : kind instanceof ScheduleFreeSgd
                                ? Optional.of("schedule_free_sgd")
                                : kind instanceof ScheduleFreeAdamW
                                        ? Optional.of("schedule_free_adamw")
                                        : Optional.empty();
    }

    /** Whether the optimizer scales each weight's step, so that its rates lie where Adam's do. */
    static boolean adapts(Optimizer optimizer) {
        return optimizer instanceof Adam || optimizer instanceof AdamW || optimizer instanceof ScheduleFreeAdamW;
    }

    /** Whether momentum and weight decay of the optimizer can be turned. */
    static boolean turns(Optimizer optimizer) {
        return optimizer.retuned(optimizer.momentum(), optimizer.weightDecay()).isPresent();
    }

    /** AdamW at its usual rate, and the others at the base recipe's. */
    @Override
    public List<Point> alternatives(Point start, Problem problem) {
        List<Point> points = new ArrayList<>();
        for (String kind : ADAPTIVE) {
            Point point = start.with(NAME, kind);
            points.add(point.with(
                    AdaptiveRateKnob.NAME,
                    new AdamW(0.9, 0.999, 1e-8, 0).usualRate().orElseThrow()));
        }
        return points;
    }

    @Override
    public RecipeEdit apply(RecipeEdit recipe, Object value, Problem problem) {
        Optimizer before = recipe.optimizer();
        Optimizer kind = of(String.valueOf(value), before.momentum(), before.weightDecay());
        RecipeEdit changed = recipe.optimizer(kind);
        return kind.averages() ? changed.schedule(WITHOUT_END).every(Every.STEP) : changed;
    }

    private static Optimizer of(String kind, double momentum, double decay) {
        return switch (kind) {
            case ADAMW -> new AdamW(momentum, 0.999, 1e-8, decay);
            case "schedule_free_sgd" -> new ScheduleFreeSgd(momentum, decay);
            case "schedule_free_adamw" -> new ScheduleFreeAdamW(momentum, 0.999, 1e-8, decay);
            default -> new Sgd(momentum, true, decay);
        };
    }
}
