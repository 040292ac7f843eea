package joyul.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import joyul.batch.RateScan;
import joyul.batch.RuleVerdict;
import joyul.recipe.Rescaled;

/**
 * A rule that short runs have tested, in words or as JSON.
 *
 * @param byRule the recipe as the rule alone would have carried it
 */
record TestedRule(RuleVerdict verdict, Rescaled byRule) {
    String text() {
        StringBuilder text = new StringBuilder(
                "test of the rule by short runs at a constant rate after a warm-up; loss is their mean at the end\n");
        Table table = new Table("batch", "rate", "loss", "");
        rows(table, verdict.before(), oldRate(), "<- the recipe's");
        rows(table, verdict.after(), ruleRate(), "<- by the rule");
        text.append(table.text()).append('\n');
        sentences().forEach(sentence -> text.append(sentence).append('\n'));
        return text.toString();
    }

    private double ruleRate() {
        return byRule.recipe().learningRate();
    }

    private double oldRate() {
        return ruleRate() / byRule.transfer().rateRatio();
    }

    private static void rows(Table table, RateScan scan, double rate, String given) {
        for (double factor : scan.losses().keySet()) {
            double loss = scan.end(factor);
            table.row(
                    String.valueOf(scan.batch()),
                    Figures.number(rate * factor),
                    Double.isFinite(loss) ? Figures.loss(loss) : "diverged",
                    (factor == scan.best() ? "best " : "") + (factor == 1 ? given : ""));
        }
    }

    /** What the table says, in words. */
    List<String> sentences() {
        List<String> said = new ArrayList<>();
        int before = verdict.before().batch();
        int after = verdict.after().batch();
        if (verdict.wasMistuned()) {
            said.add("The recipe's own rate is not the best at batch " + before + ": "
                    + Figures.number(oldRate() * verdict.tuned()) + " is better than " + Figures.number(oldRate())
                    + "; the rule was tested on that one.");
        }
        said.add("The rule " + byRule.choice().rule().name() + (verdict.holds() ? " holds" : " is broken")
                + ": at batch " + after + " its rate " + Figures.number(ruleRate() * verdict.tuned()) + " " + reach()
                + ".");
        verdict.limit().ifPresent(limit -> said.add("It holds up to batch " + limit + "."));
        if (after > before) {
            said.add(String.format(
                    Locale.ROOT,
                    "Batch %d at its best rate gets as far as batch %d does after %.0f %% of the examples%s.",
                    after,
                    before,
                    100 * verdict.efficiency(),
                    verdict.isPastTheCriticalBatch()
                            ? ": it is past the critical batch, and needs more examples whatever its rate"
                            : ""));
        }
        said.add("The new recipe has learning_rate " + Figures.number(ruleRate() * verdict.found()) + ", " + origin());
        return said;
    }

    private String reach() {
        return verdict.tuned() == verdict.after().best()
                ? "is the best of " + verdict.after().losses().size() + " tried"
                : String.format(
                        Locale.ROOT,
                        "gets as far as the best tried (%s) does after %.0f %% of the examples",
                        Figures.number(ruleRate() * verdict.after().best()),
                        100 * verdict.kept());
    }

    private String origin() {
        if (!verdict.holds()) {
            return "the best of the short runs at batch " + verdict.after().batch() + ", and not "
                    + Figures.number(ruleRate()) + " as the rule alone would give.";
        }
        return verdict.wasMistuned()
                ? "as the rule gives from the better rate, and not " + Figures.number(ruleRate())
                        + " as from the recipe's own."
                : "as the rule gives.";
    }

    Map<String, Object> json() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("holds", verdict.holds());
        map.put("kept", verdict.kept());
        map.put("efficiency", verdict.efficiency());
        map.put("past_critical_batch", verdict.isPastTheCriticalBatch());
        verdict.limit().ifPresent(limit -> map.put("holds_up_to", limit));
        map.put("tuned_rate_before", oldRate() * verdict.tuned());
        map.put("rate_by_the_rule", ruleRate());
        map.put("rate_found", ruleRate() * verdict.found());
        map.put("before", scanned(verdict.before(), oldRate()));
        map.put("after", scanned(verdict.after(), ruleRate()));
        return map;
    }

    private static List<Map<String, Object>> scanned(RateScan scan, double rate) {
        return scan.losses().keySet().stream()
                .map(factor -> {
                    Map<String, Object> row = new LinkedHashMap<>();
                    row.put("learning_rate", rate * factor);
                    double loss = scan.end(factor);
                    row.put("loss", Double.isFinite(loss) ? (Object) loss : "diverged");
                    return row;
                })
                .toList();
    }
}
