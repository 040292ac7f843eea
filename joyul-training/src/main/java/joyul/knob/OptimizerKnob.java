package joyul.knob;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import joyul.form.Fields;
import joyul.optim.Adam;
import joyul.optim.AdamW;
import joyul.optim.Optimizer;
import joyul.optim.Optimizers;
import joyul.optim.ScheduleFreeAdamW;
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

    private static final String SGD = "sgd";
    private static final String ADAMW = "adamw";

    /** Optimizers that a schedule serves; the others hold the rate after a warmup and average instead. */
    static final List<String> SCHEDULED = List.of(SGD, ADAMW);

    private static final Schedule WITHOUT_END = new ConstantRate().after(Warmup.linear(Length.percent(5)));

    /** Optimizers that move by the gradient itself. */
    static final List<String> PLAIN = List.of(SGD, "schedule_free_sgd");

    /** Optimizers that scale each weight's step. */
    static final List<String> ADAPTIVE = List.of(ADAMW, "schedule_free_adamw");

    private static final List<String> KINDS =
            Stream.concat(PLAIN.stream(), ADAPTIVE.stream()).toList();

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<Domain> domain(Problem problem) {
        return Optional.of(new ChoiceDomain(List.copyOf(KINDS)));
    }

    @Override
    public Domain between(String said, double low, double high) {
        throw Given.noRange(said);
    }

    @Override
    public Optional<Object> of(Recipe recipe, Problem problem) {
        return Optional.of(Optimizers.CATALOG.name(recipe.optimizer()))
                .filter(KINDS::contains)
                .map(Object.class::cast);
    }

    /** Whether the optimizer scales each weight's step, so that its rates lie where Adam's do. */
    static boolean adapts(Optimizer optimizer) {
        return optimizer instanceof Adam || optimizer instanceof AdamW || optimizer instanceof ScheduleFreeAdamW;
    }

    /** Whether momentum and weight decay of the optimizer can be turned. */
    static boolean turns(Optimizer optimizer) {
        return optimizer.retuned(optimizer.momentum(), optimizer.weightDecay()).isPresent();
    }

    /** Those with a rate of their own, each at its usual one. */
    @Override
    public List<Point> alternatives(Point start, Problem problem) {
        return ADAPTIVE.stream()
                .map(kind -> start.with(NAME, kind)
                        .with(
                                AdaptiveRateKnob.NAME,
                                of(kind, 0.9, 0).usualRate().orElseThrow()))
                .toList();
    }

    @Override
    public RecipeEdit apply(RecipeEdit recipe, Object value, Problem problem) {
        Optimizer before = recipe.optimizer();
        Optimizer kind = of(String.valueOf(value), before.momentum(), before.weightDecay());
        RecipeEdit changed = recipe.optimizer(kind);
        return kind.averages() ? changed.schedule(WITHOUT_END).every(Every.STEP) : changed;
    }

    private static Optimizer of(String kind, double momentum, double decay) {
        return kind.equals(SGD)
                ? new Sgd(momentum, true, decay)
                : Optimizers.CATALOG
                        .read(Fields.of(Map.of("type", kind)))
                        .retuned(momentum, decay)
                        .orElseThrow();
    }
}
