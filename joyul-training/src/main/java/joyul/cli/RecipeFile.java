package joyul.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import joyul.check.InputException;
import joyul.data.DataSets;
import joyul.recipe.RecipeDraft;
import joyul.train.TrainingFolder;

/** Tells a recipe from data where a command takes either. */
final class RecipeFile {
    /** No recipe is as long; a table that is would only be parsed in vain. */
    private static final long MOST_BYTES = 1 << 18;

    private RecipeFile() {}

    /**
     * The recipe file that is meant, or nothing where data are: a name that ends as recipes do, a folder with the recipe
     * of a run, or a file of any name that reads as a recipe.
     */
    static Optional<Path> of(String named) {
        if (DataSets.list().stream().anyMatch(set -> set.name().equals(named))) {
            return Optional.empty();
        }
        try {
            Path path = Path.of(named);
            if (Files.isDirectory(path)) {
                return Optional.of(path.resolve(TrainingFolder.RECIPE)).filter(Files::exists);
            }
            String lower = named.toLowerCase(Locale.ROOT);
            boolean recipe = lower.endsWith(".yaml")
                    || lower.endsWith(".yml")
                    || (!lower.endsWith(".csv") && Files.isRegularFile(path) && reads(path));
            return recipe ? Optional.of(path) : Optional.empty();
        } catch (InvalidPathException noPath) {
            return Optional.empty();
        }
    }

    private static boolean reads(Path file) {
        if (file.toFile().length() > MOST_BYTES) {
            return false;
        }
        try {
            RecipeDraft.read(file);
            return true;
        } catch (InputException notOne) {
            return false;
        }
    }
}
