package joyul.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import joyul.explain.Confirmed;
import joyul.explain.Digits;
import joyul.explain.Phrase;
import joyul.study.Trial;

/**
 * The first screen: what to use, how good it is, how sure that is.
 *
 * @param verdict one sentence on how sure the result is
 * @param figures of merit
 * @param knobs the winner's, each with its value
 */
record Headline(String verdict, List<Tile> figures, List<Tile> knobs) {
    private static final int MOST_COLUMNS = 5;

    /** A value with its name above and a remark below. */
    record Tile(String name, String value, String remark) {}

    /** In how many columns so many tiles stand on a wide page: of rows that are alike, so that none stands alone. */
    static int columns(int tiles) {
        int rows = Math.max(1, (tiles + MOST_COLUMNS - 1) / MOST_COLUMNS);
        return Math.max(1, (tiles + rows - 1) / rows);
    }

    static Headline of(Subject subject) {
        return new Headline(
                subject.texts().say("verdict." + verdict(subject)),
                new Merits(subject).tiles(),
                subject.result().exists() ? ofRecipe(subject) : ofBest(subject));
    }

    private static String verdict(Subject subject) {
        List<Confirmed> confirmed = subject.result().confirmed();
        if (subject.best().isEmpty()) {
            return "nothing";
        }
        if (!subject.tune()) {
            return "plain";
        }
        if (!subject.result().exists()) {
            return "running";
        }
        if (confirmed.isEmpty()) {
            return "unconfirmed";
        }
        Confirmed winner = confirmed.get(0);
        if (winner.standard()) {
            return confirmed.size() == 1 ? "default_alone" : "default_wins";
        }
        Optional<Confirmed> standard =
                confirmed.stream().filter(Confirmed::standard).findFirst();
        if (standard.isEmpty()) {
            return "no_default";
        }
        if (!standard.get().isClearlyBehind()) {
            return "default_close";
        }
        if (winner.onOneSeed()) {
            return "one_seed";
        }
        boolean rivals = confirmed.stream().skip(1).anyMatch(each -> !each.standard() && !each.isClearlyBehind());
        return rivals ? "rivals" : "clear";
    }

    private static List<Tile> ofRecipe(Subject subject) {
        RecipeText recipe = RecipeText.of(subject.result().text("recipe"));
        List<Tile> tiles = new ArrayList<>();
        number(tiles, subject, "learning_rate", recipe.number("learning_rate"));
        recipe.number("batch_size")
                .ifPresent(size -> tiles.add(
                        new Tile(subject.label("batch_size"), Digits.significant(size, 4), ceilings(subject))));
        String normalization = recipe.type("normalization");
        OptionalDouble group = recipe.number("normalization", "size");
        tiles.add(new Tile(
                subject.label("normalization"),
                subject.label("normalization", normalization),
                group.isPresent() ? "NBS " + Digits.significant(group.getAsDouble(), 4) : ""));
        tiles.add(new Tile(
                subject.label("schedule"),
                subject.label("schedule", recipe.type("schedule")),
                recipe.number("epochs").isPresent()
                        ? subject.texts().say("epochs", "epochs", (long)
                                recipe.number("epochs").getAsDouble())
                        : ""));
        String optimizer = recipe.type("optimizer");
        if (!optimizer.isEmpty() && !optimizer.equals("sgd")) {
            tiles.add(new Tile(subject.label("optimizer"), subject.label("optimizer", optimizer), ""));
        }
        number(tiles, subject, "momentum", recipe.number("optimizer", "momentum"));
        number(tiles, subject, "weight_decay", recipe.number("optimizer", "weight_decay"));
        String augmentation = recipe.augmentation();
        if (!augmentation.isEmpty()) {
            tiles.add(new Tile(subject.label("augmentation"), augmentation, ""));
        }
        String precision = recipe.type("precision");
        OptionalDouble micros = subject.result().stepMicros(precision);
        if (!precision.isEmpty()) {
            tiles.add(new Tile(
                    subject.label("precision"),
                    precision,
                    micros.isPresent()
                            ? subject.texts().say("step_time", "time", Digits.micros(micros.getAsDouble()))
                            : ""));
        }
        return tiles;
    }

    /** What bounds the batch size, where it was measured. */
    private static String ceilings(Subject subject) {
        TuneResult result = subject.result();
        if (result.ceiling("from").isEmpty()) {
            return "";
        }
        Map<String, Object> gaps = new LinkedHashMap<>();
        for (String name : List.of("from", "to", "knee", "largest")) {
            gaps.put(name, Digits.significant(result.ceiling(name).orElse(0), 9));
        }
        for (String name : List.of("critical_low", "critical_high")) {
            OptionalDouble value = result.ceiling(name);
            gaps.put(name, value.isPresent() ? Digits.significant(value.getAsDouble(), 2) : "∞");
        }
        return subject.texts().say(new Phrase("ceilings.searched", gaps));
    }

    private static void number(List<Tile> tiles, Subject subject, String name, OptionalDouble value) {
        if (value.isPresent()) {
            tiles.add(new Tile(subject.label(name), Digits.knob(value.getAsDouble()), ""));
        }
    }

    private static List<Tile> ofBest(Subject subject) {
        List<Tile> tiles = new ArrayList<>();
        subject.best()
                .map(Trial::point)
                .ifPresent(point -> point.asMap()
                        .forEach((name, value) ->
                                tiles.add(new Tile(subject.label(name), subject.label(name, value), ""))));
        return tiles;
    }
}
