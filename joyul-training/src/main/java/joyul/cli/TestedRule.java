package joyul.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import joyul.recipe.Rescaled;
import joyul.transfer.RateScan;
import joyul.transfer.RuleVerdict;

/**
 * A rule that short runs have tested, in words or as JSON.
 *
 * @param byRule the recipe as the rule alone would have carried it
 */
record TestedRule(RuleVerdict verdict, Rescaled byRule, Speech speech) {
    String text() {
        StringBuilder text = new StringBuilder(speech.say("rule.title")).append('\n');
        Table table = new Table(
                speech.say("rule.column.batch"), speech.say("rule.column.rate"), speech.say("rule.column.loss"), "");
        rows(table, verdict.before(), oldRate(), speech.say("rule.of_recipe"));
        rows(table, verdict.after(), ruleRate(), speech.say("rule.by_rule"));
        text.append(speech.table(table)).append('\n');
        sentences().forEach(sentence -> text.append(sentence).append('\n'));
        return text.toString();
    }

    private double ruleRate() {
        return byRule.recipe().learningRate();
    }

    private double oldRate() {
        return ruleRate() / byRule.transfer().rateRatio();
    }

    private void rows(Table table, RateScan scan, double rate, String given) {
        for (double factor : scan.losses().keySet()) {
            double loss = scan.end(factor);
            table.row(
                    String.valueOf(scan.batch()),
                    Figures.number(rate * factor),
                    Double.isFinite(loss) ? Figures.loss(loss) : speech.say("word.diverged"),
                    (factor == scan.best() ? speech.say("rule.best") + " " : "") + (factor == 1 ? given : ""));
        }
    }

    /** What the table says, in words. */
    List<String> sentences() {
        List<String> said = new ArrayList<>();
        String before = Integer.toString(verdict.before().batch());
        String after = Integer.toString(verdict.after().batch());
        if (verdict.wasMistuned()) {
            said.add(speech.say(
                    "rule.mistuned",
                    "batch",
                    before,
                    "better",
                    Figures.number(oldRate() * verdict.tuned()),
                    "rate",
                    Figures.number(oldRate())));
        }
        said.add(speech.say(
                verdict.holds() ? "rule.holds" : "rule.broken",
                "rule",
                byRule.choice().rule().name(),
                "batch",
                after,
                "rate",
                Figures.number(ruleRate() * verdict.tuned()),
                "reach",
                reach()));
        verdict.limit().ifPresent(limit -> said.add(speech.say("rule.limit", "limit", String.valueOf(limit))));
        if (verdict.after().batch() > verdict.before().batch()) {
            said.add(speech.say(
                    verdict.isPastTheCriticalBatch() ? "rule.efficiency.past" : "rule.efficiency",
                    "after",
                    after,
                    "before",
                    before,
                    "percent",
                    percent(verdict.efficiency())));
        }
        said.add(speech.say(
                !verdict.holds() ? "rule.new.broken" : verdict.wasMistuned() ? "rule.new.mistuned" : "rule.new",
                "rate",
                Figures.number(ruleRate() * verdict.found()),
                "batch",
                after,
                "alone",
                Figures.number(ruleRate())));
        return said;
    }

    private String reach() {
        return verdict.tuned() == verdict.after().best()
                ? speech.say(
                        "rule.reach.best", "count", verdict.after().losses().size())
                : speech.say(
                        "rule.reach",
                        "best",
                        Figures.number(ruleRate() * verdict.after().best()),
                        "percent",
                        percent(verdict.kept()));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f", 100 * share);
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
                    row.put("loss", loss);
                    row.put("diverged", !Double.isFinite(loss));
                    return row;
                })
                .toList();
    }
}
