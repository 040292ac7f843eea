package joyul.report;

import java.nio.file.Path;
import joyul.explain.RunReadings;

/**
 * One training run as its pages need it.
 *
 * @param name for people: its folder's
 * @param recipe the text of its recipe file
 */
public record Run(String name, String recipe, RunReadings readings, RunResult result) {
    /**
     * The run that {@code joyul train} made in a folder, however it ended, or the winner of a tune.
     *
     * @throws joyul.check.InputException if the folder holds neither, or its files cannot be read
     */
    public static Run read(Path folder) {
        return new RunFolder(folder).run();
    }

    /** The same run under another name. */
    public Run named(String other) {
        return new Run(other, recipe, readings, result);
    }

    RecipeText recipeText() {
        return RecipeText.of(recipe);
    }

    /** The standard error of its validation loss; NaN where it is not known. */
    double validationError() {
        return result.validation().map(RunScore::error).orElse(Double.NaN);
    }
}
