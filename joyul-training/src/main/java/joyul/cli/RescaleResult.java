package joyul.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import joyul.recipe.Rescaled;
import tools.jackson.databind.json.JsonMapper;

/** A recipe for another batch size, in words or as JSON. */
record RescaleResult(Rescaled rescaled, Optional<TestedRule> tested, Path file) {
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
        tested.ifPresent(test -> text.append('\n').append(test.text()));
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
        tested.ifPresent(test -> map.put("test", test.json()));
        map.put("recipe", file.toString());
        return new JsonMapper().writeValueAsString(map) + "\n";
    }
}
