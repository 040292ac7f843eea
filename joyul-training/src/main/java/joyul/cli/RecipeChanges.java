package joyul.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import joyul.check.InputException;
import joyul.check.Quote;
import joyul.data.Data;
import joyul.data.DataSets;
import joyul.data.Task;
import joyul.recipe.RecipeDraft;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which recipe a command works on: one in a file or the default one for some data, and the values it takes instead. */
final class RecipeChanges {
    @Parameters(
            arity = "0..1",
            paramLabel = "RECIPE|DATA",
            description = "A recipe file or a run's folder; or data for the default recipe: a name (see: joyul data"
                    + " list), a CSV file or a folder of IDX files.")
    @Nullable
    String subject;

    @Option(names = "--data", paramLabel = "DATA", description = "Other data than the recipe's: a name or a path.")
    @Nullable
    String data;

    @Option(
            names = "--network",
            paramLabel = "NAME",
            description = "mlp, cnn-small, cnn-medium, cnn or resnet-small; else the recipe's, or what suits the data.")
    @Nullable
    String network;

    @Mixin
    DataChoice choice = new DataChoice();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Set a value of the recipe, such as learning_rate=0.05; may be repeated.")
    List<String> assignments = new ArrayList<>();

    /** The recipe that is meant, changed; the default one where none is named. */
    RecipeDraft draft() {
        String named = subject;
        if (named == null) {
            return applied(RecipeDraft.forData(DataSets.DEFAULT));
        }
        Optional<Path> file = RecipeFile.of(named);
        if (file.isPresent()) {
            return applied(RecipeDraft.read(file.get()));
        }
        if (data != null) {
            throw new InputException(
                    "with --data, " + Quote.of(named) + " must be a recipe file (.yaml); leave one of the two out");
        }
        return applied(choice.applied(RecipeDraft.forData(named), named));
    }

    RecipeDraft applied(RecipeDraft draft) {
        RecipeDraft changed = choice.applied(draft, data);
        if (network != null) {
            changed = changed.set("network=" + network, "--set");
        }
        for (String assignment : assignments) {
            changed = changed.set(assignment, "--set");
        }
        return changed;
    }

    Data load(RecipeDraft draft) {
        return draft.source().load(choice.folder());
    }

    /** The file that holds the recipe, where one is named. */
    Optional<Path> file() {
        return Optional.ofNullable(subject).flatMap(RecipeFile::of);
    }

    /** The same choice in words of the command line. */
    List<String> words() {
        List<String> words = new ArrayList<>();
        if (subject != null) {
            words.add(subject);
        }
        add(words, "--data", data);
        add(words, "--label", choice.label);
        if (choice.task != Task.AUTO) {
            add(words, "--task", choice.task.name().toLowerCase(Locale.ROOT));
        }
        add(words, "--data-dir", choice.dataDir);
        add(words, "--network", network);
        assignments.forEach(assignment -> add(words, "--set", assignment));
        return words;
    }

    private static void add(List<String> words, String option, @Nullable Object value) {
        if (value != null) {
            words.addAll(List.of(option, value.toString()));
        }
    }

    /** Where named data sets lie, if it was said. */
    Optional<Path> folder() {
        return choice.folder();
    }
}
