package joyul.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import joyul.check.InputException;
import org.jspecify.annotations.Nullable;

/** A file that {@code --out} names: made anew where it exists, unless it is what the command reads. */
final class OutputFile {
    private OutputFile() {}

    /** Refuses to write a page or a table over data or a recipe. */
    static void spares(@Nullable Path out, @Nullable String... read) {
        for (String name : read) {
            if (out != null && name != null && same(out, name)) {
                throw new InputException(
                        "--out must be another file than " + out + ", which is read here; choose a new one");
            }
        }
    }

    private static boolean same(Path out, String name) {
        try {
            Path path = Path.of(name);
            return Files.exists(out) && Files.exists(path) && Files.isSameFile(out, path);
        } catch (InvalidPathException | IOException noFile) {
            return false;
        }
    }
}
