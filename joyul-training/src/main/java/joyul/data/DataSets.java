package joyul.data;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import joyul.check.Check;
import joyul.check.InputException;
import org.jspecify.annotations.Nullable;

/** The data sets that have a name, and how a name or a path becomes data. */
public final class DataSets {
    /** The data set that is used when none is named. */
    public static final String DEFAULT = "fashion-mini";

    private static final String FOLDER_VARIABLE = "JOYUL_DATA";

    private static final List<String> FASHION = List.of(
            "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot");

    private static final List<String> DIGITS = Targets.Labels.numbers(10);

    private static final List<DataSet> ALL = List.of(
            new DataSet("fashion-mini", 10_000, 2_000, 2_000, "1x28x28", FASHION, "MIT", true),
            new DataSet("digits", 1_297, 250, 250, "1x8x8", DIGITS, "CC BY 4.0", true),
            new DataSet("mnist", 50_000, 10_000, 10_000, "1x28x28", DIGITS, "CC BY-SA 3.0", false),
            new DataSet("fashion-mnist", 50_000, 10_000, 10_000, "1x28x28", FASHION, "MIT", false));

    private DataSets() {}

    /** All named data sets, the default one first. */
    public static List<DataSet> list() {
        return ALL;
    }

    static Data load(String nameOrPath, DataOptions options, UnaryOperator<@Nullable String> environment) {
        for (DataSet set : ALL) {
            if (set.name().equals(nameOrPath)) {
                return set.embedded() ? embedded(set, options) : inFolder(set, options, environment);
            }
        }
        Path path = path(nameOrPath);
        if (!Files.exists(path) && path.getNameCount() == 1 && !nameOrPath.contains(".")) {
            throw new InputException(Check.unknown(
                                    "data set",
                                    nameOrPath,
                                    ALL.stream().map(DataSet::name).toList())
                            .getMessage()
                    + "; or give the path of a CSV file or of a folder of IDX files");
        }
        return load(path, options);
    }

    static Data load(Path path, DataOptions options) {
        if (Files.isDirectory(path)) {
            return IdxFolder.load(path.toString(), path, options.split(), List.of());
        }
        if (!Files.exists(path)) {
            throw new InputException("there is no file or folder " + path + "; check the path");
        }
        return CsvFile.load(path, options);
    }

    private static Data embedded(DataSet set, DataOptions options) {
        if (options.split().isPresent()) {
            throw new InputException("the data set " + set.name()
                    + " comes split into training, validation and test; leave the split out");
        }
        return new Embedded(set.name(), set.classes()).load();
    }

    private static Data inFolder(DataSet set, DataOptions options, UnaryOperator<@Nullable String> environment) {
        Set<Path> folders = new LinkedHashSet<>();
        options.dataDir().ifPresent(folders::add);
        String variable = environment.apply(FOLDER_VARIABLE);
        if (variable != null && !variable.isBlank()) {
            folders.add(path(variable));
        }
        List<Path> looked =
                folders.stream().map(folder -> folder.resolve(set.name())).toList();
        // The first complete folder; else one that is there, whose loading says which file it lacks.
        Optional<Path> found = looked.stream()
                .filter(IdxFolder::isComplete)
                .findFirst()
                .or(() -> looked.stream().filter(Files::isDirectory).findFirst());
        if (found.isPresent()) {
            return IdxFolder.load(set.name(), found.get(), options.split(), set.classes());
        }
        String where = looked.isEmpty()
                ? "no data folder was given"
                : "looked in " + looked.stream().map(Path::toString).collect(Collectors.joining(", "));
        throw new InputException("the data set " + set.name() + " was not found: " + where
                + "; give withDataDir(DIR) or set " + FOLDER_VARIABLE + ", where DIR/" + set.name() + " holds "
                + String.join(", ", IdxFolder.FILES) + ", each plain or with .gz");
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new InputException("'" + text + "' is neither a data set nor a path: " + e.getReason(), e);
        }
    }
}
