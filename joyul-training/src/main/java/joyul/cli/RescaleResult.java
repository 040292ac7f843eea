package joyul.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import joyul.batch.RateScan;
import joyul.batch.RuleVerdict;
import joyul.recipe.Rescaled;
import tools.jackson.databind.json.JsonMapper;

/** A recipe for another batch size, in words or as JSON. */
record RescaleResult(Rescaled rescaled, Optional<RuleVerdict> verdict, Path file) {
    /** Columns of a value in the table; a schedule takes more, and stands whole in the recipe. */
    private static final int WIDEST = 36;

    String text() {
        StringBuilder text = new StringBuilder();
        text.append("batch ")
                .append(rescaled.transfer().from())
                .append(" -> ")
                .append(rescaled.transfer().to())
                .append(" (K = ")
                .append(Figures.number(rescaled.transfer().k()))
                .append("), rule ")
                .append(rescaled.choice().rule().name())
                .append(": ")
                .append(rescaled.choice().reason())
                .append('\n');
        text.append("  ").append(rescaled.choice().rule().source()).append("; r = ");
        text.append(Figures.number(rescaled.transfer().rateRatio())).append("\n\n");
        Table table = new Table("value", "before", "after", "why");
        for (Rescaled.Change change : rescaled.changes()) {
            table.row(
                    change.key(), shown(change.before()), change.changes() ? shown(change.after()) : "=", change.why());
        }
        text.append(table.text());
        verdict.ifPresent(known -> text.append('\n').append(tested(known)));
        text.append('\n');
        rescaled.notes().forEach(note -> text.append("note: ").append(note).append('\n'));
        text.append("\nrecipe  ").append(file).append('\n');
        text.append("Next: ")
                .append(Shell.command("joyul", "train", file.toString()))
                .append('\n');
        return text.toString();
    }

    private static String shown(Object value) {
        String text = value instanceof Double number ? Figures.number(number) : String.valueOf(value);
        return Columns.of(text) <= WIDEST ? text : Columns.cut(text, WIDEST - 3) + "...";
    }

    private String tested(RuleVerdict known) {
        StringBuilder text = new StringBuilder(
                "test of the rule by short runs at a constant rate after a warm-up; loss is their mean at the end\n");
        Table table = new Table("batch", "rate", "loss", "");
        rows(table, known.before(), oldRate(), "<- the recipe's");
        rows(table, known.after(), rescaled.recipe().learningRate(), "<- by the rule");
        text.append(table.text()).append('\n');
        sentences(known).forEach(sentence -> text.append(sentence).append('\n'));
        return text.toString();
    }

    private double oldRate() {
        return rescaled.recipe().learningRate() / rescaled.transfer().rateRatio();
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

    private List<String> sentences(RuleVerdict known) {
        String rule = rescaled.choice().rule().name();
        double rate = rescaled.recipe().learningRate();
        List<String> said = new ArrayList<>();
        if (known.wasMistuned()) {
            said.add("The recipe's own rate is not the best at batch "
                    + known.before().batch() + ": "
                    + Figures.number(oldRate() * known.tuned()) + " is better than " + Figures.number(oldRate())
                    + "; the rule was tested on that one.");
        }
        said.add(String.format(
                Locale.ROOT,
                "The rule %s %s: at batch %d its rate %s gets as far as the best tried (%s) does after %.0f %% of the"
                        + " examples.",
                rule,
                known.holds() ? "holds" : "is broken",
                known.after().batch(),
                Figures.number(rate * known.tuned()),
                Figures.number(rate * known.after().best()),
                100 * known.kept()));
        known.limit().ifPresent(limit -> said.add("It holds up to batch " + limit + "."));
        if (known.after().batch() > known.before().batch()) {
            said.add(String.format(
                    Locale.ROOT,
                    "Batch %d at its best rate gets as far as batch %d does after %.0f %% of the examples%s.",
                    known.after().batch(),
                    known.before().batch(),
                    100 * known.efficiency(),
                    known.isPastTheCriticalBatch()
                            ? ": it is past the critical batch, and needs more examples whatever its rate"
                            : ""));
        }
        if (!known.holds()) {
            said.add("Take the best rate by --rule measured, or the rule noise_scale.");
        }
        return said;
    }

    String json() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("from", rescaled.transfer().from());
        map.put("to", rescaled.transfer().to());
        map.put("rule", rescaled.choice().rule().name());
        map.put("reason", rescaled.choice().reason());
        map.put("source", rescaled.choice().rule().source());
        map.put("rate_ratio", rescaled.transfer().rateRatio());
        map.put(
                "changes",
                rescaled.changes().stream()
                        .map(change -> Map.of(
                                "key", change.key(),
                                "before", change.before(),
                                "after", change.after(),
                                "why", change.why()))
                        .toList());
        map.put("notes", rescaled.notes());
        verdict.ifPresent(known -> map.put("test", tests(known)));
        map.put("recipe", file.toString());
        return new JsonMapper().writeValueAsString(map) + "\n";
    }

    private Map<String, Object> tests(RuleVerdict known) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("holds", known.holds());
        map.put("kept", known.kept());
        map.put("efficiency", known.efficiency());
        map.put("past_critical_batch", known.isPastTheCriticalBatch());
        known.limit().ifPresent(limit -> map.put("holds_up_to", limit));
        map.put("tuned_rate_before", oldRate() * known.tuned());
        map.put("before", scanned(known.before(), oldRate()));
        map.put("after", scanned(known.after(), rescaled.recipe().learningRate()));
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
