package firstlr;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was measured, in a text file that grows, so that an interrupted benchmark goes on: blocks of a head line
 * {@code # truth NAME} or {@code # answer NAME | RULE} and the lines that belong to it.
 */
final class Results {
    private final Path file;
    private final Map<String, List<String>> blocks = new LinkedHashMap<>();

    private Results(Path file) {
        this.file = file;
    }

    static Results open(Path file) throws IOException {
        Results results = new Results(file);
        List<String> block = new ArrayList<>();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                if (line.startsWith("# ")) {
                    block = new ArrayList<>();
                    results.blocks.put(line.substring(2), block);
                } else if (!line.isEmpty()) {
                    block.add(line);
                }
            }
        }
        return results;
    }

    boolean has(String head) {
        return blocks.containsKey(head);
    }

    List<String> get(String head) {
        return blocks.get(head);
    }

    /** Puts a finished block in the place of the growing one. */
    void replace(String growing, String head, List<String> lines) throws IOException {
        blocks.remove(growing);
        add(head, lines);
    }

    void add(String head, List<String> lines) throws IOException {
        blocks.put(head, lines);
        StringBuilder text = new StringBuilder();
        blocks.forEach((name, rows) -> text.append("# ").append(name).append('\n').append(String.join("\n", rows)).append("\n\n"));
        Path temporary = file.resolveSibling(file.getFileName() + ".part");
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(temporary, text);
        Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
