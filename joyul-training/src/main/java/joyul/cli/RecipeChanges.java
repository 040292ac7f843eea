package joyul.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import joyul.data.Data;
import joyul.data.DataSets;
import joyul.recipe.RecipeDraft;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a command takes instead of a recipe's own data and values. */
final class RecipeChanges {
    @Option(names = "--data", paramLabel = "DATA", description = "Other data than the recipe's: a name or a path.")
    @Nullable
    String data;

    @Mixin
    DataChoice choice = new DataChoice();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Set a value of the recipe, such as learning_rate=0.05; may be repeated.")
    List<String> assignments = new ArrayList<>();

    /** The recipe in a file, changed; null: the default recipe. */
    RecipeDraft draft(@Nullable Path file) {
        return applied(file == null ? RecipeDraft.forData(DataSets.DEFAULT) : TrainCommand.read(file));
    }

    RecipeDraft applied(RecipeDraft draft) {
        RecipeDraft changed = choice.applied(draft, data);
        for (String assignment : assignments) {
            changed = changed.set(assignment);
        }
        return changed;
    }

    Data load(RecipeDraft draft) {
        return draft.source().load(choice.folder());
    }

    /** Where named data sets lie, if it was said. */
    Optional<Path> folder() {
        return choice.folder();
    }
}
