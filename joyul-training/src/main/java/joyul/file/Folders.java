package joyul.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import joyul.check.InputException;

/** Output folders: made when they are missing, and tried before any work is spent on what goes into them. */
public final class Folders {
    private Folders() {}

    /**
     * The folder, which now exists and takes a new file.
     *
     * @throws InputException if it cannot be made or written, saying why and what to do
     */
    public static Path writable(Path folder) {
        for (Path part = folder.toAbsolutePath(); part != null; part = part.getParent()) {
            if (Files.exists(part) && !Files.isDirectory(part)) {
                throw new InputException("cannot make the folder " + folder + ": " + part
                        + " is a file, not a folder; choose another folder or move that file away");
            }
        }
        try {
            // createDirectories refuses a symbolic link to a folder, which is a fine output folder.
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder);
            }
            Files.delete(Files.createTempFile(folder, ".joyul", ".tmp"));
            return folder;
        } catch (IOException e) {
            throw new InputException("cannot write into the folder " + folder + ": " + WriteFailure.cause(e), e);
        }
    }

    /** Removes a file of an earlier run, if there is one. */
    public static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new InputException(
                    "cannot delete " + file + ", which is of another run: " + WriteFailure.cause(e)
                            + "; choose another folder",
                    e);
        }
    }
}
