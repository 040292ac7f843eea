package tuning;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import joyul.data.Data;
import joyul.data.DataOptions;
import joyul.data.Portion;
import joyul.data.Split;
import joyul.data.Task;

/**
 * The data of the problems, each loaded once a seed.
 *
 * @param folder with mnist and fashion-mnist
 * @param tables with CSV files
 */
record Sources(Optional<Path> folder, Optional<Path> tables, Map<String, Data> loaded) {
    /** The file of a table, its label column, and what that asks for. */
    private record Table(String file, String label, Task task) {}

    private static final Map<String, Table> TABLES = Map.of(
            "breast-cancer", new Table("breast-cancer.csv", "diagnosis", Task.CLASSIFICATION),
            "diabetes", new Table("diabetes.csv", "progression", Task.REGRESSION),
            "digits-table", new Table("digits.csv", "digit", Task.CLASSIFICATION));

    static Sources in(Optional<Path> folder, Optional<Path> tables) {
        return new Sources(folder, tables.or(() -> folder.map(root -> root.resolve("tabular"))), new LinkedHashMap<>());
    }

    /** What is missing for a source; empty where it can be loaded. */
    Optional<String> missing(String name) {
        Table table = TABLES.get(name);
        if (table != null) {
            return tables.filter(root -> Files.exists(root.resolve(table.file)))
                    .map(found -> Optional.<String>empty())
                    .orElse(Optional.of(table.file + " in --tables"));
        }
        boolean embedded = name.equals("digits") || name.equals("fashion-mini");
        return embedded || folder.filter(root -> Files.isDirectory(root.resolve(name))).isPresent()
                ? Optional.empty()
                : Optional.of("the folder " + name + " in --data");
    }

    Data get(String name, long seed) {
        Table table = TABLES.get(name);
        return table == null
                ? loaded.computeIfAbsent(name, key -> Data.load(key, new DataOptions(folder, Optional.empty(), Task.AUTO, Optional.empty())))
                : loaded.computeIfAbsent(name + " " + seed, key -> Data.load(
                        tables.orElseThrow().resolve(table.file),
                        new DataOptions(
                                folder,
                                Optional.of(table.label),
                                table.task,
                                Optional.of(new Split(new Portion.Share(0.2), new Portion.Share(0.2), seed, true)))));
    }
}
