package joyul.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import joyul.check.InputException;

/**
 * A folder held by one run alone, against other processes and other runs of this one.
 *
 * <p>The operating system keeps the lock, on a hidden file that stays in the folder, and frees it however the process
 * ends; the file says in text which process holds it. Where the file system knows no locks, only the runs of this
 * process are kept apart.
 */
public final class FolderLock implements AutoCloseable {
    /** The hidden file. */
    public static final String FILE = ".joyul.lock";

    /** The byte that is locked: far behind the text, which others can then read on every system. */
    private static final long LOCKED = Long.MAX_VALUE - 1;

    private static final int LONGEST_ID = 20;

    /** Closing a second channel on a locked file would free the lock on some systems, so this process looks here first. */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path held;
    private final FileChannel channel;

    private FolderLock(Path held, FileChannel channel) {
        this.held = held;
        this.channel = channel;
    }

    /**
     * Holds an existing folder until it is closed, and clears away what writes that were killed left there.
     *
     * @throws InputException if another run holds it, or its hidden file cannot be written
     */
    public static FolderLock hold(Path folder) {
        try {
            Path real = folder.toRealPath();
            if (!HELD_HERE.add(real)) {
                throw inUse(folder, "in this process");
            }
            boolean held = false;
            try {
                FolderLock lock = new FolderLock(real, locked(folder, real.resolve(FILE)));
                held = true;
                AtomicFile.sweepAll(real);
                return lock;
            } finally {
                if (!held) {
                    HELD_HERE.remove(real);
                }
            }
        } catch (IOException e) {
            throw new InputException("cannot use the folder " + folder + ": " + WriteFailure.cause(e), e);
        }
    }

    private static FileChannel locked(Path folder, Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (isFree(channel)) {
                channel.truncate(0);
                channel.write(ByteBuffer.wrap(
                        Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
                return channel;
            }
            throw inUse(folder, holder(channel).map(id -> "by process " + id).orElse("by another process"));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static boolean isFree(FileChannel channel) {
        try {
            return channel.tryLock(LOCKED, 1, false) != null;
        } catch (OverlappingFileLockException e) {
            // A copy of this class in another class loader of this process.
            return false;
        } catch (IOException e) {
            // A file system without locks: to refuse all work there would help nobody.
            return true;
        }
    }

    private static Optional<String> holder(FileChannel channel) {
        ByteBuffer text = ByteBuffer.allocate(LONGEST_ID);
        try {
            channel.read(text, 0);
        } catch (IOException e) {
            return Optional.empty();
        }
        return Optional.of(new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII))
                .filter(id -> id.matches("\\d+"));
    }

    private static InputException inUse(Path folder, String where) {
        return new InputException("the folder " + folder + " is in use by another run, " + where
                + "; wait until it ends, stop it, or choose another folder");
    }

    /** Lets the next run have the folder. */
    @Override
    public void close() {
        try {
            channel.truncate(0);
            channel.close();
        } catch (IOException e) {
            // The lock ends with the process at the latest, and what it guarded is written.
            return;
        } finally {
            HELD_HERE.remove(held);
        }
    }
}
