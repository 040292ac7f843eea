package joyul.probe;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import joyul.data.Data;
import joyul.firstrate.RangeLibrary;
import joyul.firstrate.RangeRule;
import joyul.firstrate.RangeSweep;
import joyul.firstrate.RuleRate;
import joyul.optim.Sgd;
import joyul.recipe.Recipe;

/** What other rules say of a recipe: each library's on its own range test, the habit, and the limit of stability. */
record Comparison(Track track, Recipe recipe, Data data, Allowance allowance) {
    private static final String NO_ROOM = "the budget leaves no room for it";

    /** Two gradients an iteration, so that all rules together take some 300 steps. */
    private static final int SHARPNESS_ITERATIONS = 50;

    private static final int MOST_EXAMPLES = 128;

    List<RuleRate> rules() {
        List<RuleRate> rules = new ArrayList<>();
        Map<RangeLibrary, RangeSweep> tests = new EnumMap<>(RangeLibrary.class);
        for (RangeRule rule : RangeRule.values()) {
            if (!tests.containsKey(rule.library())
                    && allowance.left() >= rule.library().steps()) {
                tests.put(
                        rule.library(),
                        rangeTest(track, recipe, rule.library(), rule.library().lowest(), allowance));
            }
            rules.add(row(rule, tests));
        }
        rules.add(habit());
        rules.addAll(stability());
        return rules;
    }

    private static RuleRate row(RangeRule rule, Map<RangeLibrary, RangeSweep> tests) {
        RangeSweep test = tests.get(rule.library());
        if (test == null) {
            return new RuleRate(rule.title(), null, null, 0, NO_ROOM);
        }
        OptionalDouble rate = rule.suggest(test);
        String note = rate.isPresent() ? "" : "no answer: its range test ended too early";
        return new RuleRate(rule.title(), rate.isPresent() ? rate.getAsDouble() : null, null, test.size(), note);
    }

    /** A library's range test of a recipe, from a rate of choice. */
    static RangeSweep rangeTest(Track track, Recipe recipe, RangeLibrary library, double start, Allowance allowance) {
        allowance.begin("range test of " + (library == RangeLibrary.FASTAI ? "fastai" : "Lightning"));
        Stretch stretch = Stretch.beginning(recipe, track.examples(), library.steps(), recipe.seed());
        return track.rangeTest(stretch, step -> library.rate(start, step), library::stops);
    }

    private RuleRate habit() {
        boolean sgd = recipe.optimizer() instanceof Sgd;
        return new RuleRate("habit", Course.habit(recipe), null, 0, sgd ? "SGD" : "Adam");
    }

    private List<RuleRate> stability() {
        if (!(recipe.optimizer() instanceof Sgd sgd)) {
            return List.of(
                    new RuleRate("2 / sharpness", null, null, 0, "holds for gradient descent, not for adaptive steps"));
        }
        int iterations = (int) Math.min(SHARPNESS_ITERATIONS, allowance.left() / 2);
        if (iterations < 2) {
            return List.of(new RuleRate("2 / sharpness", null, null, 0, NO_ROOM));
        }
        allowance.begin("sharpness of the fresh weights");
        int batch = Math.min(recipe.batchSize(), MOST_EXAMPLES);
        Sharpness sharpness = Sharpness.fresh(recipe, data, new Sharpness.Effort(batch, iterations, allowance::spend));
        long cost = 2L * sharpness.iterations();
        if (!(sharpness.largest() > 0)) {
            return List.of(new RuleRate("2 / sharpness", null, null, cost, "no upward curvature at the fresh weights"));
        }
        List<RuleRate> rows = new ArrayList<>();
        rows.add(
                new RuleRate("2 / sharpness", sharpness.limit(), null, cost, "without momentum, at the fresh weights"));
        double momentum = sgd.momentum();
        if (momentum > 0) {
            rows.add(new RuleRate(
                    "2 (1 ∓ momentum) / sharpness",
                    sharpness.lowLimit(momentum),
                    sharpness.highLimit(momentum),
                    0,
                    "where small and large batches settle"));
        }
        return rows;
    }
}
