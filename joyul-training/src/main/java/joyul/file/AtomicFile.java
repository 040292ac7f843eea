package joyul.file;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;
import joyul.check.InputException;

/**
 * A file written whole or not at all: into a hidden sibling, forced to the disk, then renamed over the final name.
 *
 * <p>Whoever opens the final name, also after a crash or a power cut at any instant, finds the old content or the new,
 * never a part. A failure removes the sibling; what a killed process leaves behind is removed by whoever holds the folder
 * next ({@link FolderLock}), or by a later write of the same file.
 */
public final class AtomicFile {
    /** A sibling nobody has written to for this long was left by a process that was killed. */
    private static final Duration ABANDONED = Duration.ofMinutes(10);

    private static final Pattern SIBLING =
            Pattern.compile("\\..+\\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.tmp", Pattern.DOTALL);

    private static final int BUFFER_BYTES = 1 << 16;

    private AtomicFile() {}

    /** What goes into the file, written to a stream that is buffered and closed by the caller. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Where the bytes of the sibling go: the seam at which a test lets the disk fill up. */
    @FunctionalInterface
    interface Disk {
        FileOutputStream create(Path temporary) throws IOException;
    }

    public static void write(Path file, byte[] bytes) {
        write(file, out -> out.write(bytes));
    }

    /** The text in UTF-8. */
    public static void write(Path file, String text) {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Streams the content; an exception of {@code content} leaves the old file as it was.
     *
     * @throws InputException if the file cannot be written, saying the path, the cause and what to do
     */
    public static void write(Path file, Content content) {
        write(file, content, temporary -> {
            // A stream and not a channel: an interrupted thread must still be able to save its state.
            return new FileOutputStream(Files.createFile(temporary).toFile());
        });
    }

    static void write(Path file, Content content, Disk disk) {
        try {
            Path target = target(file);
            Path temporary = target.resolveSibling(prefix(target) + UUID.randomUUID() + ".tmp");
            try {
                fill(disk, temporary, content);
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                // After a success the name is gone already; a failed delete must not hide the first failure.
                deleteQuietly(temporary);
            }
            forceFolder(target);
            sweep(target);
        } catch (IOException e) {
            throw new InputException("cannot write " + file + ": " + WriteFailure.cause(e), e);
        }
    }

    /** The regular file behind the name; a rename would replace a symbolic link, or a device, by a plain file. */
    private static Path target(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new InputException("cannot write " + file + ": it is a folder; give the name of a file");
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new InputException("cannot write " + file + ": it is not a regular file; give another name");
        }
        return Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    }

    private static void fill(Disk disk, Path temporary, Content content) throws IOException {
        try (FileOutputStream file = disk.create(temporary);
                OutputStream out = new BufferedOutputStream(file, BUFFER_BYTES)) {
            content.writeTo(out);
            out.flush();
            file.getFD().sync();
        }
    }

    /** Makes the rename itself survive a power cut; Windows cannot open a folder and does not need it. */
    private static void forceFolder(Path target) {
        Path folder = target.getParent();
        if (folder == null) {
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // The content is safe; only the instant at which the new name becomes durable is left to the system.
            return;
        }
    }

    private static void sweep(Path target) {
        Path folder = target.getParent();
        if (folder == null) {
            return;
        }
        Instant limit = Instant.now().minus(ABANDONED);
        String prefix = prefix(target);
        sweep(
                folder,
                path -> path.getFileName().toString().startsWith(prefix)
                        && path.getFileName().toString().endsWith(".tmp")
                        && Files.getLastModifiedTime(path).toInstant().isBefore(limit));
    }

    /** Removes all that killed writes left in a folder into which nobody else writes. */
    static void sweepAll(Path folder) {
        sweep(folder, path -> SIBLING.matcher(path.getFileName().toString()).matches());
    }

    private static void sweep(Path folder, DirectoryStream.Filter<Path> abandoned) {
        try (DirectoryStream<Path> siblings = Files.newDirectoryStream(folder, abandoned)) {
            siblings.forEach(AtomicFile::deleteQuietly);
        } catch (IOException | DirectoryIteratorException e) {
            // Leftovers are only untidy.
            return;
        }
    }

    private static String prefix(Path target) {
        return "." + target.getFileName() + ".";
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // A leftover is hidden, and swept by a later write.
            return;
        }
    }
}
