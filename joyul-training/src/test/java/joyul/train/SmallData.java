package joyul.train;

import java.util.stream.IntStream;
import joyul.data.Data;
import joyul.data.Examples;
import joyul.recipe.Recipe;
import joyul.recipe.RecipeDraft;

/** Few enough examples that a test trains in milliseconds. */
final class SmallData {
    private SmallData() {}

    /** 150 training and 50 validation images of 1x8x8 digits. */
    static Data digits() {
        Data all = Data.load("digits");
        return Data.of("in memory", first(all.train(), 150), first(all.validation(), 50), first(all.test(), 50));
    }

    /** The same as a table of 64 columns. */
    static Data table() {
        Data images = digits();
        return Data.of("in memory", table(images.train()), table(images.validation()), table(images.test()));
    }

    private static Examples first(Examples all, int count) {
        return all.subset(IntStream.range(0, count).toArray());
    }

    private static Examples table(Examples images) {
        return Examples.table(images.features(), images.targets());
    }

    /** The recipe of a YAML text for these data. */
    static Recipe recipe(Data data, String yaml) {
        return RecipeDraft.parse(yaml, "recipe.yaml").complete(data);
    }
}
