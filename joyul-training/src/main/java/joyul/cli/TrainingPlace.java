package joyul.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import joyul.check.InputException;
import joyul.data.Data;
import joyul.recipe.Recipe;
import joyul.recipe.RecipeDraft;
import joyul.train.Checkpoint;
import joyul.train.TrainingFolder;

/**
 * Where a training run goes, so that what was trained before is neither lost nor trained twice: the same recipe goes on
 * with what is there, another one finds a folder of its own or has to be given one.
 *
 * @param kept the recipe of the run in the folder, which this one goes on with; empty where it starts afresh
 */
record TrainingPlace(Path folder, Optional<Recipe> kept) {
    /** What asks for a place: a recipe, whose threads count only where somebody decided them. */
    record Wanted(Recipe recipe, boolean threadsDecided, Data data) {
        private String text(int threads) {
            return threadsDecided
                    ? recipe.yaml()
                    : recipe.with(edit -> edit.threads(threads)).yaml();
        }
    }

    private static TrainingPlace fresh(Path folder) {
        return new TrainingPlace(folder, Optional.empty());
    }

    /** The folder that somebody named: a run of another recipe in it is refused. */
    static TrainingPlace named(Path folder, Wanted wanted) {
        if (isFree(folder)) {
            return fresh(folder);
        }
        TrainingPlace same = same(folder, wanted);
        if (same.kept().isEmpty()) {
            throw new InputException(folder + " holds " + (isFinished(folder) ? "a finished" : "an unfinished")
                    + " run of another recipe" + difference(folder, wanted) + "; "
                    + (isFinished(folder) ? "" : "go on with it by --resume, ")
                    + "choose another folder by --out, or replace it by --overwrite");
        }
        return same;
    }

    /** The folder whose run somebody wants to go on with: it must be one of this recipe. */
    static TrainingPlace resumed(Path folder, Recipe recipe) {
        if (!isRunOf(folder, recipe)) {
            throw new InputException(folder + " holds a run of another recipe: its checkpoint is not of this one;"
                    + " put its own recipe back, choose another folder by --out, or replace it by --overwrite in place"
                    + " of --resume");
        }
        return new TrainingPlace(folder, Optional.of(recipe));
    }

    /** Where nobody named one, the first folder that is free or holds this very run. */
    static TrainingPlace unnamed(Wanted wanted) {
        for (int number = 1; ; number++) {
            Path folder = OutputFolders.training(number);
            TrainingPlace place = same(folder, wanted);
            if (isFree(folder) || place.kept().isPresent()) {
                return place;
            }
        }
    }

    boolean isFinished() {
        return isFinished(folder);
    }

    private static boolean isFinished(Path folder) {
        return Files.exists(folder.resolve(TrainingFolder.WEIGHTS));
    }

    private static boolean isFree(Path folder) {
        return !isFinished(folder) && !Files.exists(folder.resolve(TrainingFolder.CHECKPOINT));
    }

    private static TrainingPlace same(Path folder, Wanted wanted) {
        // A tune's folder has weights and no checkpoint: there is no run to go on with.
        if (!Files.exists(folder.resolve(TrainingFolder.CHECKPOINT))) {
            return fresh(folder);
        }
        return new TrainingPlace(
                folder,
                recipe(folder, wanted.data())
                        .filter(kept -> kept.yaml().equals(wanted.text(kept.threads())))
                        .filter(kept -> isRunOf(folder, kept)));
    }

    /** A recipe that was edited where it stands is no longer that of the checkpoint beside it. */
    private static boolean isRunOf(Path folder, Recipe recipe) {
        Path checkpoint = folder.resolve(TrainingFolder.CHECKPOINT);
        return !Files.exists(checkpoint) || Checkpoint.read(checkpoint).continuesBy(recipe);
    }

    private static Optional<Recipe> recipe(Path folder, Data data) {
        try {
            RecipeDraft draft = RecipeDraft.read(folder.resolve(TrainingFolder.RECIPE));
            draft.source().check(data);
            return Optional.of(draft.complete(data));
        } catch (InputException unreadableOrForOtherData) {
            return Optional.empty();
        }
    }

    private static String difference(Path folder, Wanted wanted) {
        Optional<Recipe> kept = recipe(folder, wanted.data());
        if (kept.isEmpty()) {
            return "";
        }
        List<String> there = kept.get().yaml().lines().toList();
        List<String> here = wanted.text(kept.get().threads()).lines().toList();
        for (int i = 0; i < Math.min(there.size(), here.size()); i++) {
            if (!there.get(i).equals(here.get(i))) {
                return " (there " + there.get(i).strip() + ", here "
                        + here.get(i).strip() + ")";
            }
        }
        return "";
    }
}
