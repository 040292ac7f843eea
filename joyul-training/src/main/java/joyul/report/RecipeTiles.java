package joyul.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import joyul.explain.Digits;
import joyul.explain.Knob;
import joyul.explain.Phrase;
import joyul.explain.Texts;

/** The knobs of a recipe, each with its value. */
final class RecipeTiles {
    private RecipeTiles() {}

    static List<Headline.Tile> of(RecipeText recipe, Texts texts) {
        List<Headline.Tile> tiles = new ArrayList<>();
        number(tiles, texts, "learning_rate", recipe.number("learning_rate"));
        number(tiles, texts, "batch_size", recipe.number("batch_size"));
        String normalization = recipe.type("normalization");
        OptionalDouble group = recipe.number("normalization", "size");
        choice(
                tiles,
                texts,
                "normalization",
                normalization,
                group.isPresent() ? "NBS " + Digits.significant(group.getAsDouble(), 4) : "");
        OptionalDouble epochs = recipe.number("epochs");
        choice(
                tiles,
                texts,
                "schedule",
                recipe.type("schedule"),
                epochs.isPresent()
                        ? texts.say(new Phrase("epochs", Map.of("epochs", (long) epochs.getAsDouble())))
                        : "");
        choice(tiles, texts, "optimizer", recipe.type("optimizer"), "");
        number(tiles, texts, "momentum", recipe.number("optimizer", "momentum"));
        number(tiles, texts, "weight_decay", recipe.number("optimizer", "weight_decay"));
        return tiles;
    }

    private static void number(List<Headline.Tile> tiles, Texts texts, String name, OptionalDouble value) {
        value.ifPresent(number -> tiles.add(new Headline.Tile(new Knob(name).label(texts), Digits.knob(number), "")));
    }

    private static void choice(List<Headline.Tile> tiles, Texts texts, String name, String value, String remark) {
        if (!value.isEmpty()) {
            Knob knob = new Knob(name);
            tiles.add(new Headline.Tile(knob.label(texts), knob.label(value, texts), remark));
        }
    }
}
