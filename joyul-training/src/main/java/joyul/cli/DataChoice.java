package joyul.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import joyul.data.Task;
import joyul.recipe.DataSource;
import joyul.recipe.RecipeDraft;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the options of several commands say about the data. */
final class DataChoice {
    @Option(
            names = "--label",
            paramLabel = "COLUMN",
            description = "The column of a CSV file to learn; else the one called 'label'.")
    @Nullable
    String label;

    @Option(
            names = "--task",
            paramLabel = "TASK",
            description = "What that column asks for: auto, classification or regression.")
    Task task = Task.AUTO;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Where named data sets lie that are not embedded; else $JOYUL_DATA.")
    @Nullable
    Path dataDir;

    Optional<Path> folder() {
        return Optional.ofNullable(dataDir);
    }

    DataSource source(String nameOrPath) {
        return new DataSource(nameOrPath, label, task, null, "");
    }

    /**
     * A draft for the chosen data.
     *
     * @param nameOrPath null: the draft's own
     */
    RecipeDraft applied(RecipeDraft draft, @Nullable String nameOrPath) {
        if (nameOrPath == null && label == null && task == Task.AUTO) {
            return draft;
        }
        DataSource own = draft.source();
        DataSource chosen = nameOrPath != null
                ? source(nameOrPath)
                : new DataSource(own.source(), label == null ? own.label() : label, task, own.split(), "");
        RecipeDraft changed = draft.withData(chosen);
        return task == Task.AUTO
                ? changed
                : changed.set("data.task=" + task.name().toLowerCase(Locale.ROOT));
    }

    /** A source that is known already, with what these options say of its label. */
    DataSource over(DataSource known) {
        return label == null && task == Task.AUTO
                ? known
                : new DataSource(known.source(), label == null ? known.label() : label, task, known.split(), "");
    }
}
