package joyul.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import joyul.recipe.Rescaled;

/** A recipe for another batch size, in words or as JSON. */
record RescaleResult(Rescaled rescaled, Optional<TestedRule> tested, Path file, Speech speech) {
    /** Columns of a value in the table; a schedule takes more, and stands whole in the recipe. */
    private static final int WIDEST = 36;

    String text() {
        StringBuilder text = new StringBuilder();
        text.append(speech.say(
                        "rescale.head",
                        "from",
                        Integer.toString(rescaled.transfer().from()),
                        "to",
                        Integer.toString(rescaled.transfer().to()),
                        "k",
                        Figures.number(rescaled.transfer().k()),
                        "rule",
                        rescaled.choice().rule().name(),
                        "reason",
                        retold(rescaled.choice().reason())))
                .append("\n  ")
                .append(speech.say(
                        "rescale.source",
                        "source",
                        retold(rescaled.choice().rule().source()),
                        "ratio",
                        Figures.number(rescaled.transfer().rateRatio())))
                .append("\n\n");
        Table table = new Table(
                speech.say("rescale.column.value"),
                speech.say("rescale.column.before"),
                speech.say("rescale.column.after"),
                speech.say("rescale.column.why"));
        for (Rescaled.Change change : rescaled.changes()) {
            table.row(
                    change.key(),
                    shown(change.before()),
                    change.changes() ? shown(change.after()) : "=",
                    retold(change.why()));
        }
        text.append(speech.table(table));
        tested.ifPresent(test -> text.append('\n').append(test.text()));
        text.append('\n');
        rescaled.notes()
                .forEach(note -> text.append(speech.say("rescale.note", "note", retold(note)))
                        .append('\n'));
        text.append('\n')
                .append(speech.say("word.recipe"))
                .append("  ")
                .append(file)
                .append('\n');
        text.append(speech.say("word.next", "command", Shell.command("joyul", "train", file.toString())))
                .append('\n');
        return text.toString();
    }

    private String retold(String sentence) {
        return speech.texts().retold(sentence);
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
        return Json.line(map);
    }
}
