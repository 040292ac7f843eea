package joyul.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import joyul.check.InputException;

/**
 * A file that somebody hands in, read whole and within bounds: a regular file (a FIFO would wait for ever, a device
 * never ends), no larger than what it is read for can sensibly be.
 */
public final class InputFile {
    /** Recipes, lists of losses, logs that are read back at once. */
    public static final long TEXT_BYTES = 64L << 20;

    private InputFile() {}

    /** The file's text; bytes that are not UTF-8 become the replacement character, and whatever parses it says so. */
    public static String text(Path file, long mostBytes) {
        return new String(bytes(file, mostBytes), StandardCharsets.UTF_8);
    }

    /** The file's text, or nothing where there is no such file. */
    public static Optional<String> textIfThere(Path file, long mostBytes) {
        return Files.exists(file) ? Optional.of(text(file, mostBytes)) : Optional.empty();
    }

    /**
     * The file's bytes.
     *
     * @throws InputException if there is no such file, it is no regular file, cannot be read, or is larger than
     *     {@code mostBytes}
     */
    public static byte[] bytes(Path file, long mostBytes) {
        requireRegular(file);
        try (InputStream in = Files.newInputStream(file)) {
            long size = Files.size(file);
            if (size > mostBytes) {
                throw new InputException(file + " must be at most " + mostBytes + " bytes, but is " + size
                        + "; check that it is the right file");
            }
            return in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, mostBytes));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** Refuses what is missing, a folder, a FIFO or a device, each by its name. */
    public static void requireRegular(Path file) {
        if (Files.isRegularFile(file)) {
            return;
        }
        if (Files.isDirectory(file)) {
            throw new InputException(file + " is a folder; give the name of a file");
        }
        if (Files.exists(file)) {
            throw new InputException(file + " is not a regular file (a pipe or a device); give the name of a file");
        }
        throw new InputException(file + " does not exist; check the path");
    }

    private static InputException unreadable(Path file, IOException e) {
        if (e instanceof NoSuchFileException) {
            return new InputException(file + " does not exist; check the path", e);
        }
        if (e instanceof AccessDeniedException) {
            return new InputException("cannot read " + file + ": no permission; change its permissions", e);
        }
        String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return new InputException("cannot read " + file + ": " + reason + "; check the file", e);
    }
}
