package tuning;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was measured, in a file of one line a row that grows, so that an interrupted benchmark goes on. */
record Results(Path file, Map<String, Row> rows) {
    static Results open(Path file) throws IOException {
        Map<String, Row> rows = new LinkedHashMap<>();
        if (Files.exists(file)) {
            List<String> lines = new ArrayList<>(Files.readAllLines(file));
            // A line that was cut off by a kill has not all cells, and is measured again.
            lines.removeIf(line -> line.split("\t", -1).length != Row.HEAD.split("\t").length);
            lines.stream().skip(1).map(Row::read).forEach(row -> rows.put(row.key(), row));
        }
        return new Results(file, rows);
    }

    boolean has(String key) {
        return rows.containsKey(key);
    }

    Optional<Row> get(String problem, String budget, long seed, String arm) {
        return Optional.ofNullable(rows.get(Row.key(problem, budget, seed, arm)));
    }

    void add(Row row) throws IOException {
        rows.put(row.key(), row);
        Files.createDirectories(file.toAbsolutePath().getParent());
        boolean begun = Files.exists(file);
        String before = begun ? (Files.readString(file).endsWith("\n") ? "" : "\n") : Row.HEAD + "\n";
        Files.writeString(
                file, before + row.line() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
