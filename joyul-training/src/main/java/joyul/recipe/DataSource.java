package joyul.recipe;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import joyul.check.InputException;
import joyul.data.Data;
import joyul.data.DataOptions;
import joyul.data.DataSets;
import joyul.data.Portion;
import joyul.data.Split;
import joyul.data.Task;
import joyul.form.Fields;
import org.jspecify.annotations.Nullable;

/**
 * Which data a recipe is for: enough to load them again, and to notice when they have changed.
 *
 * @param source a data set's name or a path, in a recipe that is written an absolute one; {@code in memory} for data that came from Java code
 * @param label the label column of a CSV file; null where there is none to name
 * @param split how the parts were drawn; null where the data came split
 * @param checksum of {@link Data#checksum}; empty where it is not known yet
 */
public record DataSource(
        String source,
        @Nullable String label,
        Task task,
        @Nullable Split split,
        String checksum) {
    /** A name or path, and nothing else said. */
    public static DataSource named(String source) {
        return new DataSource(source, null, Task.AUTO, null, "");
    }

    /** The source that a recipe names under {@code data}: a name alone, or a map. */
    static DataSource read(Fields recipe) {
        Fields data = recipe.typed("data");
        if (data.has("type")) {
            return named(data.text("type"));
        }
        data.refuseOthers(List.of("source", "label", "task", "split", "checksum"));
        return new DataSource(
                data.text("source", "fashion-mini"),
                data.has("label") ? data.text("label") : null,
                data.has("task") ? Kind.constant(data, "task", Task.values()) : Task.AUTO,
                data.has("split") ? split(data.below("split")) : null,
                data.text("checksum", ""));
    }

    private static Split split(Fields fields) {
        fields.refuseOthers(List.of("validation", "test", "seed", "stratified"));
        try {
            return new Split(
                    Portion.parse(fields.text("validation", "0.1")),
                    Portion.parse(fields.text("test", "0.1")),
                    fields.integer("seed", 0),
                    fields.flag("stratified", true));
        } catch (InputException complaint) {
            throw fields.placed(complaint);
        }
    }

    /** The map that a recipe holds under {@code data}. */
    Map<String, Object> form() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("source", source);
        if (label != null) {
            map.put("label", label);
        }
        if (task != Task.AUTO) {
            map.put("task", Kind.lower(task));
        }
        if (split != null) {
            Map<String, Object> parts = new LinkedHashMap<>();
            parts.put("validation", split.validation().toString());
            parts.put("test", split.test().toString());
            parts.put("seed", split.seed());
            parts.put("stratified", split.stratified());
            map.put("split", parts);
        }
        if (!checksum.isEmpty()) {
            map.put("checksum", checksum);
        }
        return map;
    }

    /** Loads the data and checks that they are the ones of the checksum. */
    public Data load(Optional<Path> dataDir) {
        DataOptions options = new DataOptions(dataDir, Optional.ofNullable(label), task, Optional.ofNullable(split));
        Data data = Data.load(source, options);
        check(data);
        return data;
    }

    /** Refuses data that are not the ones this was written for. */
    public void check(Data data) {
        if (!checksum.isEmpty() && !checksum.equals(data.checksum())) {
            throw new InputException("the data " + data.name() + " are not those the recipe was made for (checksum "
                    + data.checksum().substring(0, 12) + ", the recipe says "
                    + checksum.substring(0, Math.min(12, checksum.length()))
                    + "); give the original data, or remove data.checksum from the recipe to train on these");
        }
    }

    /** This source with what is known once the data are loaded; a path is absolute, to be found from any folder. */
    public DataSource of(Data data) {
        String found = path().filter(Files::exists)
                .map(path -> path.toAbsolutePath().normalize().toString())
                .orElse(source);
        return new DataSource(found, label, task, data.split().orElse(null), data.checksum());
    }

    /** The source as a path, unless it is the name of a data set. */
    Optional<Path> path() {
        if (DataSets.list().stream().anyMatch(set -> set.name().equals(source))) {
            return Optional.empty();
        }
        try {
            return Optional.of(Path.of(source));
        } catch (InvalidPathException noPath) {
            return Optional.empty();
        }
    }
}
