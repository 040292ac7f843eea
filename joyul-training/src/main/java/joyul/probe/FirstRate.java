package joyul.probe;

import java.util.List;
import joyul.check.Check;
import joyul.check.InputException;
import joyul.data.Data;
import joyul.firstrate.FirstRateMethod;
import joyul.firstrate.LagFreeSweep;
import joyul.firstrate.RateAdvice;
import joyul.firstrate.RuleRate;
import joyul.recipe.Recipe;
import joyul.run.Cancellation;
import joyul.run.Cancelled;
import joyul.run.Listener;
import org.jspecify.annotations.Nullable;

/**
 * Measures the first learning rate of a recipe: {@code FirstRate.of(recipe, data).run().recommended()}. The recipe's own
 * rate is not looked at. Deterministic: one seed, one answer, to the bit. It trains copies, and no state outside them
 * changes.
 */
public final class FirstRate {
    /** What a comparison with other rules takes: their range tests, and as many gradients again for the sharpness. */
    private static final long COMPARISON = 300;

    private final Recipe recipe;
    private final Data data;
    private final @Nullable Long budget;
    private final double start;
    private final boolean compared;
    private final Listener listener;
    private final Cancellation cancellation;

    private FirstRate(
            Recipe recipe,
            Data data,
            @Nullable Long budget,
            double start,
            boolean compared,
            Listener listener,
            Cancellation cancellation) {
        this.recipe = recipe;
        this.data = data;
        this.budget = budget;
        this.start = start;
        this.compared = compared;
        this.listener = listener;
        this.cancellation = cancellation;
    }

    /** The first rate of a recipe with its usual budget, alone. */
    public static FirstRate of(Recipe recipe, Data data) {
        recipe.check(data);
        return new FirstRate(recipe, data, null, LagFreeSweep.START, false, Listener.NONE, new Cancellation());
    }

    /** How many training steps it takes at most unless told otherwise, without the comparison. */
    public static long usualBudget(Recipe recipe, Data data) {
        return FirstRateMethod.usualBudget(Stretch.runSteps(recipe, data.train().size()));
    }

    /** With at most so many training steps, comparison included. */
    public FirstRate budget(long steps) {
        Check.atLeast("budget", steps, FirstRateMethod.SMALLEST_BUDGET);
        return new FirstRate(recipe, data, steps, start, compared, listener, cancellation);
    }

    /** With a sweep that begins elsewhere; the answer hardly depends on it. */
    public FirstRate sweepFrom(double rate) {
        return new FirstRate(
                recipe, data, budget, Check.positive("the sweep's start", rate), compared, listener, cancellation);
    }

    /** Beside what other libraries' rules and the limit of stability would say; a given budget must allow for them. */
    public FirstRate compared(boolean wanted) {
        return new FirstRate(recipe, data, budget, start, wanted, listener, cancellation);
    }

    /** Heard by one listener more: of each {@link ProbeStep}. */
    public FirstRate listener(Listener hearing) {
        return new FirstRate(recipe, data, budget, start, compared, listener.and(hearing), cancellation);
    }

    /** With a token that ends it between two steps. */
    public FirstRate cancellation(Cancellation token) {
        return new FirstRate(recipe, data, budget, start, compared, listener, token);
    }

    /**
     * Measures.
     *
     * @throws Cancelled if it was cancelled
     * @throws InputException if no rate can be trained with, or data and recipe do not fit
     */
    public RateAdvice run() {
        long usual = usualBudget(recipe, data);
        long given = budget == null ? usual + (compared ? COMPARISON : 0) : budget;
        long searching = budget != null ? given : usual;
        Allowance all = new Allowance(given, listener, cancellation);
        try (Track track = new Track(recipe, data, all)) {
            String before = track.checksum();
            Course course = new Course(track, recipe, all, searching);
            RateAdvice advice = new FirstRateMethod(course, recipe.seed()).advise(start);
            List<RuleRate> rules = compared ? new Comparison(track, recipe, data, all).rules() : List.of();
            String after = track.checksum();
            if (!after.equals(before)) {
                throw new IllegalStateException(
                        "a probe began from other weights at its end: " + before + ", " + after);
            }
            return advice.beside(rules).from(before);
        }
    }
}
